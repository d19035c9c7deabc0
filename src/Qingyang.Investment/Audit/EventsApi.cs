using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>The feed of events by HTTP: <c>GET /api/events?after=&amp;limit=&amp;wait=</c>.</summary>
public static class EventsApi
{
    private const int UsualLimit = 100;
    private const int LargestLimit = 1000;
    private const int LongestWait = 30;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/events", ReadAsync);

    /// <summary>Read as text, so that what is not a number is told in a sentence.</summary>
    private static async Task<IResult> ReadAsync(string? after, string? limit, string? wait, EventFeed feed, CancellationToken cancellation)
    {
        if (!TryNumber(after, 0, long.MaxValue, 0, out var position))
        {
            return Query.Wrong("after", "after 应是日志位置：0（从头开始）或上一页的 next。");
        }

        if (!TryNumber(limit, 1, LargestLimit, UsualLimit, out var size))
        {
            return Query.Wrong("limit", $"limit 应在 1 到 {LargestLimit} 之间。");
        }

        return TryNumber(wait, 0, LongestWait, 0, out var seconds)
            ? Results.Ok(await feed.WaitAsync(position, (int)size, TimeSpan.FromSeconds(seconds), cancellation))
            : Query.Wrong("wait", $"wait 应在 0 到 {LongestWait} 秒之间。");
    }

    private static bool TryNumber(string? text, long least, long most, long usual, out long number)
    {
        number = usual;

        return string.IsNullOrEmpty(text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }
}
