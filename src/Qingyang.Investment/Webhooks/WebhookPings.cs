using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Webhooks;

/// <summary>A test message to a receiver (测试推送): signed as events are, and a new one each time.</summary>
public sealed class WebhookPings(WebhookBook book, Sending sending, IOptions<JsonOptions> json)
{
    /// <summary>What the receiver made of it; null where there is no such webhook.</summary>
    public async Task<Pinged?> SendAsync(Guid id, CancellationToken cancellation)
    {
        if (await book.FindAsync(id, cancellation) is not { } webhook)
        {
            return null;
        }

        // The message itself is in Chinese, as everything is that receivers get.
        var ping = new Ping("ping", Guid.CreateVersion7(), "测试消息：事件推送已经接通。");
        var sent = await sending.SendAsync(webhook.Url, webhook.Secret, ping.Id.ToString(), JsonSerializer.SerializeToUtf8Bytes(ping, json.Value.SerializerOptions), cancellation);

        return new Pinged(ping.Id, sent.Error is null, sent.Status, sent.Error ?? Say.Of("webhook.ping.taken"));
    }
}
