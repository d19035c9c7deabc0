using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
    private const string Tag = "事件推送";
    private const string IdWords = "事件推送的编号。";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").Needs(Right.Operate);
        api.MapPost("/api/webhooks", AddAsync)
            .Tells(Tag, "登记一个事件推送", "按 Standard Webhooks 规范签名，每个事件至少送达一次、按顺序，事件编号就是送达编号（webhook-id）。secret 只在这里回答一次。")
            .Takes(AddWebhook.Example).KeepsTheKey().Answers(new AddedWebhook(Examples.Other, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 0), 201).Refuses(400, 415, 422, 503);
        api.MapGet("/api/webhooks", async (WebhookBook book, CancellationToken cancellation) => Results.Ok(await book.AllAsync(cancellation)))
            .Tells(Tag, "所有事件推送，各自落后多少").Answers(new[]
            {
                new Webhook(Examples.Other, AddWebhook.Example.Url, AddWebhook.Example.Types, Paused: false, 4711, Behind: 1, Failures: 3, "接收方回答 500，没有收下。", Examples.Moment.AddSeconds(4), Examples.Moment, "王五"),
            }).Refuses(503);
        api.MapDelete("/api/webhooks/{id:guid}", async (Guid id, WebhookBook book, CancellationToken cancellation) => Answer(await book.RemoveAsync(id, cancellation)))
            .Tells(Tag, "去掉一个事件推送").About();
        api.MapPost("/api/webhooks/{id:guid}/pause", async (Guid id, WebhookBook book, CancellationToken cancellation) => Answer(await book.PauseAsync(id, paused: true, cancellation)))
            .Tells(Tag, "暂停一个事件推送", "重复执行，结果相同。").About();
        api.MapPost("/api/webhooks/{id:guid}/resume", async (Guid id, WebhookBook book, CancellationToken cancellation) => Answer(await book.PauseAsync(id, paused: false, cancellation)))
            .Tells(Tag, "继续一个事件推送，并马上再试", "重复执行，结果相同。").About();
        api.MapPost("/api/webhooks/{id:guid}/ping", PingAsync)
            .Tells(Tag, "送一条测试消息", "签名和事件一样；每次都是一条新消息。").Means("id", IdWords, Examples.Other)
            .Answers(new Pinged(Examples.Entry, Delivered: true, 204, "接收方收下了测试消息。")).Refuses(404, 503);
    }

    private static void About(this RouteHandlerBuilder endpoint) => endpoint.Means("id", IdWords, Examples.Other).Produces(204).Refuses(404, 503);

    private static async Task<IResult> AddAsync(AddWebhook wanted, HttpContext http, WebhookBook book, EventLog log, Actor actor, CancellationToken cancellation)
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

        if (wanted.Types is { } types && (types.Count == 0 || types.Except(EventFeed.TypeNames, StringComparer.Ordinal).Any()))
        {
            return Query.Wrong("types", Say.Of("webhook.types", Say.List(EventFeed.TypeNames.Order(StringComparer.Ordinal))));
        }

        if (wanted.From is { } from && (from < 0 || from > await log.SettledAsync(cancellation)))
        {
            return Query.Wrong("from", Say.Of("webhook.from"));
        }

        return await book.AddAsync(wanted, actor.Name, key.Length == 0 ? null : key, cancellation) is { } added
            ? Results.Created($"/api/webhooks/{added.Id}", added)
            : Results.Problem(Say.Of("webhook.key.used"), statusCode: 422);
    }

    /// <summary>One sentence that tells what is wrong with it; null where nothing is.</summary>
    public static string? WrongUrl(string? url) =>
        string.IsNullOrWhiteSpace(url) || url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0
            ? Say.Of("webhook.url")
            : address.UserInfo.Length > 0 ? Say.Of("webhook.url.secret") : null;

    private static async Task<IResult> PingAsync(Guid id, WebhookPings pings, CancellationToken cancellation) =>
        await pings.SendAsync(id, cancellation) is { } pinged ? Results.Ok(pinged) : Answer(known: false);

    private static IResult Answer(bool known) => known ? Results.NoContent() : Results.Problem(Say.Of("webhook.unknown"), statusCode: 404);
}
