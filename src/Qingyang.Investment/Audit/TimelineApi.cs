using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>One enterprise's history by HTTP: <c>GET /api/enterprises/{words}?knownAt=</c>.</summary>
public static class TimelineApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/enterprises/{words}", TellAsync)
        .Tells("企业", "一家企业的全部经过，由旧到新", "撤回的条目仍在其中，注明被哪一条撤回；after 是此后的状态。").Means("words", "企业编号、统一社会信用代码，或用过的任何一个名称。", "91350100M000100Y43")
        .Means("knownAt", "当时已知：日志位置、时刻或日期；不写则为现在所知。")
        .Answers(new EnterpriseTimeline(
            Examples.Enterprise, "庆阳示例算力科技有限公司", "91350100M000100Y43", ["示例算力"], 2, "环县", "人工智能", "上门来访", "南京市", "contacted", new DateOnly(2024, 3, 5), null, null, 4712, null, null,
            [new TimelineEntry(4712, Examples.Entry, Examples.Moment, "王五", "api", "contact_logged", "2024-03-05 李四走访对接：洽谈算力租赁",
                new ContactLogged(new DateOnly(2024, 3, 5), ContactMethod.SiteVisit, "李四", "洽谈算力租赁"), null)
            { After = new StandingAfter("contacted", "环县", new DateOnly(2024, 3, 5), null, null) }]))
        .Refuses(400, 404, 409, 503);

    private static async Task<IResult> TellAsync(string words, string? knownAt, Timeline timeline, LogMoments moments, CancellationToken cancellation)
    {
        var (position, wrong) = await moments.ReadAsync(knownAt, cancellation);

        if (wrong is not null)
        {
            return Query.Wrong("knownAt", wrong);
        }

        return await timeline.FindAsync(words, cancellation) switch
        {
            [var id] when await timeline.TellAsync(id, position, cancellation) is { } told => Results.Ok(told),
            [] or [_] => Results.Problem(Say.Of("timeline.unknown"), statusCode: 404),
            var several => Results.Problem(Say.Of("timeline.several", several.Count), statusCode: 409),
        };
    }
}
