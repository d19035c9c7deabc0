using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>A data folder for one spec: nothing of it, server or file, is left when the spec ends, however it ends.</summary>
internal sealed class OwnFolder : IAsyncDisposable
{
    public string Parent { get; } = Reachable(Directory.CreateTempSubdirectory("qy-spec-").FullName);

    public string Path => System.IO.Path.Combine(Parent, "data");

    public string Data => System.IO.Path.Combine(Path, "pg");

    public string PidFile => System.IO.Path.Combine(Data, "postmaster.pid");

    public bool ServerRuns => ServerPid is { } pid && Living.Server(pid, Data);

    public int? ServerPid => File.Exists(PidFile)
        ? int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture)
        : null;

    public ClusterSettings Settings(string? programs = null) => new(Path, programs);

    public Task<PostgresCluster> StartAsync(string? programs = null) => StartAsync(Settings(programs));

    public static Task<PostgresCluster> StartAsync(ClusterSettings settings) =>
        PostgresCluster.StartAsync(settings, NullLogger.Instance, TestContext.Current.CancellationToken);

    /// <summary>The sentence with which it is refused.</summary>
    public static async Task<string> RefusedAsync(ClusterSettings settings) =>
        (await Should.ThrowAsync<PostgresUnavailableException>(() => StartAsync(settings))).Message;

    /// <summary>Every file of the cluster with its size and the time of its last change.</summary>
    public IReadOnlyList<string> Contents() =>
        [.. new DirectoryInfo(Data).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(x => $"{x.FullName} {x.Length} {x.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal)];

    public static async Task<T> AskAsync<T>(PostgresCluster cluster, string sql)
    {
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var command = database.CreateCommand(sql);

        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public static async Task DoAsync(PostgresCluster cluster, string sql)
    {
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (ServerPid is { } pid && Living.Server(pid, Data))
        {
            await Living.KillAsync([pid, .. Living.ChildrenOf(pid)]);
        }

        Directory.Delete(Parent, recursive: true);
    }

    // PostgreSQL runs as another account when the specs run as root.
    private static string Reachable(string folder)
    {
#pragma warning disable CA1416 // no PostgreSQL is embedded on Windows
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
#pragma warning restore CA1416

        return folder;
    }
}
