using System.Net.Http.Json;
using System.Text.Json;
using Alba;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Web;
using Qingyang.Investment.Web.Hosting;
using Wolverine;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Qingyang.Investment.Specs.Api))]

namespace Qingyang.Investment.Specs;

/// <summary>The real application on the real PostgreSQL, started once for all specs that can share it; each makes enterprises of its own.</summary>
public sealed class Api : IAsyncLifetime
{
    /// <summary>The data folder of the specs' PostgreSQL: each spec that needs a store of its own takes a database in it.</summary>
    public static readonly string Folder = Directory.CreateTempSubdirectory("qy-specs-").FullName;

    /// <summary>By what specs that are not about signing in are known: as the command line is, which may do everything.</summary>
    public static readonly LocalToken Local = new("specs");

    private PostgresCluster cluster = null!;

    public IAlbaHost Host { get; private set; } = null!;

    public IServiceProvider Services => Host.Services;

    public HttpClient Client { get; private set; } = null!;

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync()
    {
        cluster = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = Folder }, NullLogger.Instance, CancellationToken.None);
        Host = await AlbaHost.For(Server.CreateBuilder(cluster.ConnectionString, Local, DurabilityMode.Solo, "http://127.0.0.1:0"), Server.Map);
        Client = Host.Server.CreateClient();
        Client.AsTheCommandLine();
    }

    /// <summary>Posts a command, as anybody would by HTTP.</summary>
    public async Task<(int Status, JsonElement Body)> PostAsync(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, await JsonAsync(answer));
    }

    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, await JsonAsync(answer));
    }

    /// <summary>How many events the log holds.</summary>
    public async Task<long> EventsAsync()
    {
        await using var count = Database.CreateCommand($"select count(*) from {EventStore.Schema}.mt_events");

        return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The first column of each row, as text.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var ask = Database.CreateCommand(sql);
        await using var rows = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<string>();

        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add(rows.GetString(0));
        }

        return all;
    }

    /// <summary>Waits, by asking and not by the clock, until the read models hold everything that was recorded.</summary>
    public Task FiguresAreUpToDateAsync() => Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await cluster.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
