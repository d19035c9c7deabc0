using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Web;
using Qingyang.Investment.Web.Hosting;
using Wolverine;

namespace Qingyang.Investment.Benchmarks;

/// <summary>The whole application on a PostgreSQL of its own in a temporary folder, listening on a loopback port as it does for people.</summary>
public sealed class Bed : IAsyncDisposable
{
    private readonly string folder;
    private readonly PostgresCluster cluster;
    private readonly WebApplication app;

    private Bed(string folder, PostgresCluster cluster, WebApplication app)
    {
        this.folder = folder;
        this.cluster = cluster;
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromHours(1) };
        LocalToken.Put(Http, "bench", account: null);
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>The application's own pool: what it is measured against goes through the same one.</summary>
    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<Bed> StartAsync(CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("qy-bench-").FullName;
        var postgres = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = data }, NullLogger.Instance, cancellation);
        var server = Server.Build(postgres.ConnectionString, new LocalToken("bench"), DurabilityMode.Solo, "http://127.0.0.1:0");
        await server.StartAsync(cancellation);

        return new Bed(data, postgres, server);
    }

    public async Task<long> EventsAsync(CancellationToken cancellation)
    {
        await using var count = Database.CreateCommand($"select count(*) from {EventStore.Schema}.mt_events");

        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    public async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
