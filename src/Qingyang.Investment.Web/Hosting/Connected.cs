using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// How every command of the command line reaches the product: by the API of the server that runs on this data, or, where none
/// runs, of one that this process starts for itself on a port of its own and stops on the way out.
/// </summary>
public sealed class Connected : IAsyncDisposable
{
    private readonly WebApplication? own;
    private readonly Database? database;
    private readonly IDisposable? turn;

    private Connected(HttpClient api, WebApplication? own, Database? database, IDisposable? turn)
    {
        this.turn = turn;
        Api = api;
        this.own = own;
        this.database = database;
    }

    public HttpClient Api { get; }

    public static async Task<Connected> OpenAsync(string? account, CancellationToken cancellation)
    {
        var external = Environment.GetEnvironmentVariable("ConnectionStrings__investment") is { Length: > 0 };

        if (!external && await RunningServer.FindAsync(account, cancellation) is { } running)
        {
            return new Connected(running, null, null, null);
        }

        var store = await Database.OpenAsync(cancellation);
        IDisposable? taken = null;

        try
        {
            HttpClient? other = null;
            taken = external ? null : await HostTurn.TakeAsync(async token => (other = await RunningServer.FindAsync(account, token)) is not null, cancellation);

            if (other is not null)
            {
                return new Connected(other, null, store, null);
            }

            var token = RunningServer.NewToken();
            var builder = Server.CreateBuilder(store.ConnectionString, new LocalToken(token), store.Durability, "http://127.0.0.1:0");
            Logs.TellNoSlowRequests(builder);
            var app = builder.Build();
            Server.Map(app);
            await app.StartAsync(cancellation);
            await app.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(cancellation);

            return new Connected(RunningServer.ClientOf(app.Urls.First(), token, account), app, store, taken);
        }
        catch
        {
            taken?.Dispose();
            await store.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();

        if (own is not null)
        {
            await own.StopAsync();
            await own.DisposeAsync();
        }

        turn?.Dispose();

        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }
}
