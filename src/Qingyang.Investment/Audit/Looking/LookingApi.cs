using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Looking;

/// <summary>What an auditor looks up, by HTTP: events, the corrections register, entry lag.</summary>
public static class LookingApi
{
    private const string Tag = "审计";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/events/search", SearchAsync)
            .Tells(Tag, "在全部事件中查找，新的在前", "各条件同时成立。不限企业时从头读日志，较慢。")
            .Means("by", "记录人。", "王五").Means("type", "事件类型，如 contact_logged。").Means("enterprise", "企业编号。").Means("ledger", "台账编号，或其文件 SHA-256 的开头。").Means("reason", "原因中的字。")
            .Means("q", "内容中的字。").Means("from", "记录日期从哪一天起。", "2024-01-01", "date").Means("to", "记录日期到哪一天止。", format: "date").Means("page", "第几页，从 1 起。", 1, "integer").Means("size", $"每页几条，最多 {Query.LargestPage}。", 50, "integer")
            .WithMetadata(new TakesItsTime())
            .Answers(new FoundEvents(1, 1, 50, [new FoundEvent(4712, Examples.Entry, Examples.Enterprise, Examples.Name, "contact_logged", Examples.Moment, "王五", "api", null, null, "2024-03-05 李四走访对接：洽谈算力租赁")])).Refuses(400, 503);
        api.MapGet("/api/corrections", RegisterAsync)
            .Tells(Tag, "更正登记簿：每一次撤回、更正、合并和撤销合并，新的在前", "原来是什么、现在是什么、为什么、谁记录的。")
            .Means("from", "记录日期从哪一天起。", "2024-01-01", "date").Means("to", "记录日期到哪一天止。", format: "date").Means("by", "记录人。").Means("page", "第几页，从 1 起。", 1, "integer").Means("size", $"每页几条，最多 {Query.LargestPage}。", 50, "integer")
            .Answers(new CorrectionPage(1, 1, 50, [new CorrectionLine(
                4720, Examples.Entry, Examples.Enterprise, Examples.Name, "correction", Examples.Moment, "王五", "日期录错", "api", 4712, "2024-03-05 李四走访对接：洽谈算力租赁", "王五", Examples.Moment, 4721, "2024-03-06 李四走访对接：洽谈算力租赁")])).Refuses(400, 503);
        api.MapGet("/api/reports/entry-lag", LagAsync)
            .Tells(Tag, "录入滞后：记录日期减发生日期", "按月、记录人、事实种类；月末突击录入的日子单列。撤回的条目也计。")
            .Means("from", "记录日期从哪一天起；不写则为一年前。", "2024-01-01", "date").Means("to", "记录日期到哪一天止；不写则为今天。", format: "date").Means("source", "来源：ledger、ui、api、system；不写则全部。", "ledger")
            .WithMetadata(new TakesItsTime()).Answers(new LagReport(
                new DateOnly(2024, 1, 1), Examples.Day, "ledger", Lag("", 12_000), [Lag("2024-06", 900)], [Lag("王五", 300)], [Lag("contact_logged", 8000)], [new Burst(Examples.Day, 400, 31.2, 120)])).Refuses(400, 503);
    }

    private static LagGroup Lag(string key, long entries) => new(key, entries, 4, 31, 210, 8000, 1300, 2400, 0.2m);

    private static async Task<IResult> SearchAsync(string? by, string? type, string? enterprise, string? ledger, string? reason, string? q, string? from, string? to, string? page, string? size, EventSearch search, CancellationToken cancellation)
    {
        var (first, last, wrong) = Days(from, to);

        if (wrong is not null)
        {
            return wrong;
        }

        if (!string.IsNullOrEmpty(type) && !EventFeed.TypeNames.Contains(type))
        {
            return Query.Wrong("type", Say.Of("search.type", Say.List(EventFeed.TypeNames.Order())));
        }

        if (!string.IsNullOrEmpty(enterprise) && !Guid.TryParse(enterprise, out _))
        {
            return Query.Wrong("enterprise", Say.Of("search.enterprise"));
        }

        return !Query.TryPage(page ?? "1", size, out var which)
            ? Query.Wrong("page", Query.PageSentence)
            : Results.Ok(await search.FindAsync(
                new EventFilter { By = Spelling.OrNull(by), Type = Spelling.OrNull(type), Enterprise = Guid.TryParse(enterprise, out var id) ? id : null, Ledger = Spelling.OrNull(ledger), Reason = Spelling.OrNull(reason), Q = Spelling.OrNull(q), From = first, To = last },
                which!.Value.Page, which.Value.Size, cancellation));
    }

    private static async Task<IResult> RegisterAsync(string? from, string? to, string? by, string? page, string? size, CorrectionRegister register, CancellationToken cancellation)
    {
        var (first, last, wrong) = Days(from, to);

        return wrong ?? (!Query.TryPage(page ?? "1", size, out var which)
            ? Query.Wrong("page", Query.PageSentence)
            : Results.Ok(await register.FindAsync(first, last, Spelling.OrNull(by), which!.Value.Page, which.Value.Size, cancellation)));
    }

    private static async Task<IResult> LagAsync(string? from, string? to, string? source, EntryLag lag, TimeProvider clock, CancellationToken cancellation)
    {
        var (first, last, wrong) = Days(from, to);
        var end = last ?? BusinessDay.Today(clock);

        return wrong ?? (source is not (null or "" or "ledger" or "ui" or "api" or "system")
            ? Query.Wrong("source", Say.Of("lag.source"))
            : Results.Ok(await lag.AskAsync(first ?? EntryLag.UsualFrom(end), end, Spelling.OrNull(source), cancellation)));
    }

    /// <summary>Two days, either of which may be left out.</summary>
    private static (DateOnly? From, DateOnly? To, IResult? Wrong) Days(string? from, string? to)
    {
        if (!Query.TryDay(from, out var first))
        {
            return (null, null, Query.Wrong("from", Query.DaySentence));
        }

        if (!Query.TryDay(to, out var last))
        {
            return (null, null, Query.Wrong("to", Query.DaySentence));
        }

        return first > last ? (null, null, Query.Wrong("from", Say.Of("funnel.from.late"))) : (first, last, null);
    }
}
