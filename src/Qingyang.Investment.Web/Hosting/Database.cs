using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Wolverine;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>The PostgreSQL that this process works with: one of the user's own, by <c>ConnectionStrings__investment</c>, or the embedded one.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly PostgresCluster? cluster;

    private Database(string connectionString, PostgresCluster? cluster)
    {
        this.cluster = cluster;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Solo on the embedded one, where one process at a time does the background work; else as many nodes as there are.</summary>
    public DurabilityMode Durability => cluster is null ? DurabilityMode.Balanced : DurabilityMode.Solo;

    public string Description => cluster is null
        ? "外部 PostgreSQL（ConnectionStrings__investment）"
        : $"内置 PostgreSQL {cluster.Version}，数据在 {cluster.DataFolder}";

    public static async Task<Database> OpenAsync(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__investment") is { Length: > 0 } own)
        {
            return new Database(new NpgsqlConnectionStringBuilder(own) { Timezone = "UTC" }.ConnectionString, null);
        }

        var embedded = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment(), NullLogger.Instance, cancellation);

        return new Database(embedded.ConnectionString, embedded);
    }

    /// <summary>Sees to it that the embedded PostgreSQL runs as long as the server does: one that was killed is started again, and recovers.</summary>
    public async Task KeepAliveAsync(ILogger logger, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));

        while (cluster is not null && await NextAsync(timer, stopping))
        {
            try
            {
                await using var probe = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = 5 }.ConnectionString);
                await probe.OpenAsync(stopping);
            }
            catch (NpgsqlException e) when (e is not PostgresException)
            {
                logger.LogError(e, "内置 PostgreSQL 没有应答，正在重新启动。");
                await RestartAsync(logger, stopping);
            }
            catch (Exception e) when (e is OperationCanceledException or PostgresException)
            {
                // Stopping; or it answers, if only to say that it has no room just now.
            }
        }
    }

    private static async Task RestartAsync(ILogger logger, CancellationToken stopping)
    {
        try
        {
            // Starting it once more joins it where it runs and recovers it where it does not; we hold it, so leaving does not stop it.
            await using var again = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment(), logger, stopping);
        }
        catch (Exception e) when (e is PostgresUnavailableException or OperationCanceledException)
        {
            logger.LogError(e, "内置 PostgreSQL 还没有启动起来。");
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
