using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>
/// The embedded PostgreSQL (内置数据库): found, made, started or joined, and stopped by the last process that leaves it. It knows
/// no password and listens on no port.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly ILogger _logger;
    private FileStream? _use;

    private PostgresCluster(PostgresServer server, HowStarted how, FileStream use, ILogger logger)
    {
        _server = server;
        _use = use;
        _logger = logger;
        HowStarted = how;
        ConnectionString = Connections.To(server.Folder, server.Settings);
    }

    public string ConnectionString { get; }

    public HowStarted HowStarted { get; }

    /// <summary>The version of the programs: 18.4.</summary>
    public Version Version => _server.Programs.Version;

    public string DataFolder => _server.Folder.Root;

    /// <exception cref="PostgresUnavailableException">Every failure that was foreseen, with a sentence for the user.</exception>
    public static async Task<PostgresCluster> StartAsync(ClusterSettings settings, ILogger logger, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
        {
            throw PostgresUnavailableException.OnWindows();
        }

        var clock = Stopwatch.StartNew();
        var folder = await OpenAsync(settings, ct);

        try
        {
            using var starting = await ClusterLocks.StartingOrStopping(folder, settings.StartTimeout, ct);
            var alone = ClusterLocks.NobodyUses(folder);
            var use = ClusterLocks.Use(folder);

            try
            {
                var server = new PostgresServer(folder, await ProgramsFinder.FindAsync(settings, folder, ct), settings);
                var how = await BringUpAsync(server, alone, logger, ct);
                await Connections.CreateDatabaseAsync(folder, settings, ct);
                logger.LogInformation(
                    "PostgreSQL {Version} 就绪（{How}，{Milliseconds} 毫秒），数据在 {Folder}",
                    server.Programs.Version, how, clock.ElapsedMilliseconds, folder.Root);

                return new PostgresCluster(server, how, use, logger);
            }
            catch
            {
                await use.DisposeAsync();
                throw;
            }
        }
        catch (Exception e) when (ServerTrouble.IsForeseen(e))
        {
            throw ServerTrouble.Explain(folder, e);
        }
    }

    /// <summary>Leaves; whoever leaves last stops the server. Never throws: a server left running is adopted by the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _use, null) is not { } use)
        {
            return;
        }

        await use.DisposeAsync();

        try
        {
            using var stopping = await ClusterLocks.StartingOrStopping(
                _server.Folder, _server.Settings.StartTimeout, CancellationToken.None);

            if (ClusterLocks.NobodyUses(_server.Folder)
                && await PidFile.LivingAsync(_server.Folder, CancellationToken.None) is { } pid
                && !await _server.StopAsync(CancellationToken.None))
            {
                _logger.LogWarning("PostgreSQL（进程 {Pid}）没有在一分钟内停下，下次启动时会接管它", pid);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PostgresUnavailableException)
        {
            _logger.LogWarning(e, "没有停止 PostgreSQL，下次启动时会接管它");
        }
    }

    private static async Task<ClusterFolder> OpenAsync(ClusterSettings settings, CancellationToken ct)
    {
        try
        {
            return await ClusterFolder.OpenAsync(settings.DataFolder, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PostgresUnavailableException.NotWritable(settings.DataFolder, e);
        }
    }

    private static async Task<HowStarted> BringUpAsync(PostgresServer server, bool alone, ILogger logger, CancellationToken ct)
    {
        var folder = server.Folder;

        // Whoever shares the data from another container has a server that our process list does not show: so knock, too.
        if (await PidFile.LivingAsync(folder, ct) is not null || (!alone && await Connections.AnswersAsync(folder, server.Settings, ct)))
        {
            await Connections.WaitAsync(folder, server.Settings, ct);

            return alone ? HowStarted.Adopted : HowStarted.Joined;
        }

        var how = !folder.HasData ? HowStarted.Created : PidFile.IsThere(folder) ? HowStarted.Recovered : HowStarted.Started;

        if (how is HowStarted.Created)
        {
            await server.CreateAsync(ct);
        }

        await server.ConfigureAsync(ct);
        await server.StartAsync(logger, ct);

        return how;
    }
}
