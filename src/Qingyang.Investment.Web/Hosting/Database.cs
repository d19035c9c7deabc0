using Microsoft.Extensions.Logging.Abstractions;
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
            return new Database(new Npgsql.NpgsqlConnectionStringBuilder(own) { Timezone = "UTC" }.ConnectionString, null);
        }

        var embedded = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment(), NullLogger.Instance, cancellation);

        return new Database(embedded.ConnectionString, embedded);
    }

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
