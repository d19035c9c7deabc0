using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Qingyang.Investment.Specs.Webhooks;

/// <summary>What a receiver got.</summary>
public sealed record Got(string Id, string Timestamp, string Signature, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Checked as the Standard Webhooks specification tells receivers to, with nothing of ours.</summary>
    public bool IsSignedWith(string secret)
    {
        var content = Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.").Concat(Body).ToArray();
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret.Split('_')[1]));

        return Signature.Split(' ').Any(x => x == "v1," + Convert.ToBase64String(hmac.ComputeHash(content)));
    }
}

/// <summary>A receiver of webhooks: a real HTTP server, that answers as it is told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Got> Taken { get; } = new();

    /// <summary>How each request is answered; by default it is taken.</summary>
    public Func<Got, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    public string Url => app.Urls.First() + "/hook";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver.app.MapPost("/hook", receiver.TakeAsync);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);

        return receiver;
    }

    /// <summary>Waits until it took so many.</summary>
    public async Task<IReadOnlyList<Got>> TookAsync(int count)
    {
        while (Taken.Count < count)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return [.. Taken];
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var got = new Got(http.Request.Headers["webhook-id"].ToString(), http.Request.Headers["webhook-timestamp"].ToString(), http.Request.Headers["webhook-signature"].ToString(), body.ToArray());
        http.Response.StatusCode = await Answer(got, http);

        if (http.Response.StatusCode is >= 200 and < 300)
        {
            Taken.Enqueue(got);
        }
    }
}
