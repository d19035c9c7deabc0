using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>The feed of events by HTTP: <c>GET /api/events?after=&amp;limit=&amp;wait=</c>.</summary>
public static class EventsApi
{
    private const int UsualLimit = 100;
    private const int LargestLimit = 1000;
    private const int LongestWait = 30;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/events", ReadAsync)
        .Tells("事件", "从任何日志位置起，按顺序读事件", "只到已经定下来的位置为止：之后不会再有事件插到前面来。把 next 作为下一次的 after，就不会漏，也不会重。")
        .Means("after", "日志位置：0（从头开始，不写时）或上一页的 next。", 0, "integer").Means("limit", $"一页最多几个，1 到 {LargestLimit}；不写则为 {UsualLimit}。", 100, "integer")
        .Means("wait", $"还没有新事件时，最多等几秒，0 到 {LongestWait}；不写则不等。", 0, "integer")
        .WithMetadata(new TakesItsTime()).Answers(new FeedPage([Example], 4712, 52_304)).Refuses(400, 503);

    internal static readonly FeedEvent Example = new(
        4712, Examples.Entry, Examples.Enterprise, "contact_logged", 2, Examples.Moment, "王五", "api", "00-4bf92f3577b34da6a3ce929d0e0e4736",
        new ContactLogged(new DateOnly(2024, 3, 5), ContactMethod.SiteVisit, "李四", "洽谈算力租赁"), "2024-03-05 李四走访对接：洽谈算力租赁");

    /// <summary>Read as text, so that what is not a number is told in a sentence.</summary>
    private static async Task<IResult> ReadAsync(string? after, string? limit, string? wait, EventFeed feed, CancellationToken cancellation)
    {
        if (!Query.TryNumber(after, 0, long.MaxValue, 0, out var position))
        {
            return Query.Wrong("after", Say.Of("events.after"));
        }

        if (!Query.TryNumber(limit, 1, LargestLimit, UsualLimit, out var size))
        {
            return Query.Wrong("limit", Say.Of("events.limit", LargestLimit));
        }

        return Query.TryNumber(wait, 0, LongestWait, 0, out var seconds)
            ? Results.Ok(await feed.WaitAsync(position, (int)size, TimeSpan.FromSeconds(seconds), cancellation))
            : Query.Wrong("wait", Say.Of("events.wait", LongestWait));
    }
}
