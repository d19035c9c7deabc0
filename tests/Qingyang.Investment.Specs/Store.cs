using System.Net.Http.Headers;
using System.Text.Json;
using Alba;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Web;
using Wolverine;

namespace Qingyang.Investment.Specs;

/// <summary>The application on a store of its own, empty at first: for specs that count everything.</summary>
public sealed class Store : IAsyncDisposable
{
    private static int last;

    private readonly PostgresCluster cluster;
    private readonly IAlbaHost host;

    private Store(string database, PostgresCluster cluster, IAlbaHost host)
    {
        Database = database;
        this.cluster = cluster;
        this.host = host;
        Client = host.Server.CreateClient();
        Client.AsTheCommandLine();
        Client.Timeout = TimeSpan.FromMinutes(5);
    }

    /// <summary>The name of its database: another host can be started on it.</summary>
    public string Database { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>A client that shows nothing of itself.</summary>
    public HttpClient AStranger() => host.Server.CreateClient();

    public static Task<Store> StartAsync(Action<WebApplicationBuilder>? configure = null) =>
        OnAsync($"store_{Interlocked.Increment(ref last)}", DurabilityMode.Solo, configure);

    /// <summary>On a database that may hold something; in balance where other hosts share it.</summary>
    public static async Task<Store> OnAsync(string database, DurabilityMode durability = DurabilityMode.Solo, Action<WebApplicationBuilder>? configure = null)
    {
        var settings = ClusterSettings.FromEnvironment() with { DataFolder = Api.Folder, Database = database };
        var server = await PostgresCluster.StartAsync(settings, NullLogger.Instance, CancellationToken.None);
        var builder = Server.CreateBuilder(server.ConnectionString, Api.Local, durability, "http://127.0.0.1:0");
        configure?.Invoke(builder);

        return new Store(database, server, await AlbaHost.For(builder, Server.Map));
    }

    /// <summary>Hands a ledger in as the body of a request, and waits for the answer.</summary>
    public async Task<(int Status, JsonElement Answer)> HandInAsync(byte[] content, string name = "台账.xlsx", string query = "", string? key = null)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/ledgers?file={Uri.EscapeDataString(name)}{query}") { Content = body };

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, await JsonAsync(answer));
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        return await JsonAsync(answer);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);

        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public Task<long> EventsAsync() => ScalarAsync<long>($"select count(*) from {EventStore.Schema}.mt_events");

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
        await cluster.DisposeAsync();
    }
}
