using System.Globalization;
using System.Net.Http.Headers;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Webhooks;

/// <summary>What came of one try: <paramref name="Error"/> is null where the receiver took it (2xx).</summary>
public sealed record Sent(int? Status, string? Error);

/// <summary>One signed request to a receiver. Of its answer only the status is looked at: nobody reads through us what stands elsewhere.</summary>
public sealed class Sending(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),   // a receiver may move to another address
        ActivityHeadersPropagator = null,
    })
    { Timeout = Patience };

    public async Task<Sent> SendAsync(string url, string secret, string id, byte[] body, CancellationToken cancellation)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("Qingyang.Investment");
        request.Headers.Add(Signature.IdHeader, id);
        request.Headers.Add(Signature.TimestampHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(Signature.SignatureHeader, Signature.Of(secret, id, seconds, body));

        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var status = (int)answer.StatusCode;

            return status switch
            {
                >= 200 and < 300 => new Sent(status, null),
                >= 300 and < 400 => new Sent(status, Say.Of("webhook.sent.redirect", status)),
                _ => new Sent(status, Say.Of("webhook.sent.refused", status)),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Sent(null, Say.Of("webhook.sent.late"));
        }
        catch (HttpRequestException)
        {
            return new Sent(null, Say.Of("webhook.sent.unreachable"));
        }
    }

    public void Dispose() => client.Dispose();
}
