using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Qingyang.Investment.Audit;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Webhooks;

/// <summary>What a test message is: no event, and its type says so.</summary>
public sealed record Ping(string Type, Guid Id, string Sentence);

/// <summary>What came of a test message.</summary>
public sealed record Pinged(Guid Id, bool Delivered, int? Status, string Sentence);

/// <summary>Webhooks by HTTP: <c>/api/webhooks</c>.</summary>
public static class WebhookApi
{
    private const int LongestUrl = 2000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/webhooks", AddAsync);
        api.MapGet("/api/webhooks", async (WebhookBook book, CancellationToken cancellation) => Results.Ok(await book.AllAsync(cancellation)));
        api.MapDelete("/api/webhooks/{id:guid}", async (Guid id, WebhookBook book, CancellationToken cancellation) => Answer(await book.RemoveAsync(id, cancellation)));
        api.MapPost("/api/webhooks/{id:guid}/pause", async (Guid id, WebhookBook book, CancellationToken cancellation) => Answer(await book.PauseAsync(id, paused: true, cancellation)));
        api.MapPost("/api/webhooks/{id:guid}/resume", async (Guid id, WebhookBook book, CancellationToken cancellation) => Answer(await book.PauseAsync(id, paused: false, cancellation)));
        api.MapPost("/api/webhooks/{id:guid}/ping", PingAsync);
    }

    private static async Task<IResult> AddAsync(AddWebhook wanted, HttpContext http, WebhookBook book, EventFeed feed, EventLog log, Recorder recorder, CancellationToken cancellation)
    {
        var key = http.Request.Headers[Api.KeyHeader].ToString();

        if (key.Length > Api.LongestKey)
        {
            return Query.Wrong(Api.KeyHeader, Api.KeySentence);
        }

        if (WrongUrl(wanted.Url) is { } sentence)
        {
            return Query.Wrong("url", sentence);
        }

        if (wanted.Types is { } types && (types.Count == 0 || types.Except(feed.TypeNames, StringComparer.Ordinal).Any()))
        {
            return Query.Wrong("types", $"types 应是这些事件类型中的几种：{string.Join('、', feed.TypeNames.Order(StringComparer.Ordinal))}；不写则为全部。");
        }

        if (wanted.From is { } from && (from < 0 || from > await log.SettledAsync(cancellation)))
        {
            return Query.Wrong("from", "from 应是日志位置：0（从头开始）到日志现在的末尾之间；不写则从现在开始。");
        }

        return await book.AddAsync(wanted, recorder.NameOf(http), key.Length == 0 ? null : key, cancellation) is { } added
            ? Results.Created($"/api/webhooks/{added.Id}", added)
            : Results.Problem("这个 Idempotency-Key 已经用于另一个事件推送。每一项新内容请换一个新的 Idempotency-Key。", statusCode: 422);
    }

    /// <summary>One sentence that tells what is wrong with it; null where nothing is.</summary>
    public static string? WrongUrl(string? url) =>
        string.IsNullOrWhiteSpace(url) || url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0
            ? "url 应是以 http:// 或 https:// 开头的完整地址。"
            : address.UserInfo.Length > 0 ? "url 里不要写用户名和密码：请用签名核对来源。" : null;

    private static async Task<IResult> PingAsync(Guid id, WebhookBook book, Sending sending, IOptions<JsonOptions> json, CancellationToken cancellation)
    {
        if (await book.FindAsync(id, cancellation) is not { } webhook)
        {
            return Answer(known: false);
        }

        var ping = new Ping("ping", Guid.CreateVersion7(), "测试消息：事件推送已经接通。");
        var sent = await sending.SendAsync(webhook.Url, webhook.Secret, ping.Id.ToString(), JsonSerializer.SerializeToUtf8Bytes(ping, json.Value.SerializerOptions), cancellation);

        return Results.Ok(new Pinged(ping.Id, sent.Error is null, sent.Status, sent.Error ?? "接收方收下了测试消息。"));
    }

    private static IResult Answer(bool known) => known ? Results.NoContent() : Results.Problem("没有这个事件推送。", statusCode: 404);
}
