using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>What leaders ask beside the funnel itself, by HTTP: the trend, what moved this month, cohorts, and all of it as a workbook.</summary>
public static class FunnelOverview
{
    private const string Tag = "漏斗";
    private const int UsualMonths = 24;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/funnel/months", async (string? asOf, int? months, FunnelMonths funnel, TimeProvider clock, CancellationToken cancellation) =>
            !Query.TryDay(asOf, clock, out var day) || day < BusinessDay.First ? WrongDay()
            : months is < 1 or > FunnelMonths.Most ? Query.Wrong("months", Say.Of("funnel.months", FunnelMonths.Most))
            : Results.Ok(await funnel.AskAsync(day, months ?? UsualMonths, knownAt: null, cancellation)))
            .Tells(Tag, "逐月走势", "没有进展的月份也在其中，最后一个月到 asOf 那天为止。").MeansADay()
            .Means("months", $"几个月，1 到 {FunnelMonths.Most}；不写则为 {UsualMonths}。", UsualMonths)
            .Answers(new FunnelTrend(Examples.Day, 52_304, FunnelQuestion.Definition, [new FunnelMonth("2024-06", Examples.Day.AddDays(-29), Examples.Day, 231, 48, 17, 8126, 1760, 571)])).Refuses(400, 503);
        api.MapGet("/api/funnel/moves", async (string? asOf, FunnelMoves funnel, TimeProvider clock, CancellationToken cancellation) =>
            Query.TryDay(asOf, clock, out var day) && day >= BusinessDay.First ? Results.Ok(await funnel.AskAsync(day, knownAt: null, cancellation)) : WrongDay())
            .Tells(Tag, "本月进展", "从当月 1 日到 asOf 那天，旁边是上月和去年同月的同样几天。").MeansADay()
            .Answers(new FunnelMovesAnswer(Examples.Day, 52_304, FunnelQuestion.Definition, Move(0, 231, 48, 17), Move(-1, 220, 41, 12), Move(-12, 180, 30, 9))).Refuses(400, 503);
        api.MapGet("/api/funnel/cohorts", async (string? asOf, string? by, FunnelCohorts funnel, TimeProvider clock, CancellationToken cancellation) =>
            !Query.TryDay(asOf, clock, out var day) || day < BusinessDay.First ? WrongDay()
            : by is not (null or "" or "quarter" or "year") ? Query.Wrong("by", Say.Of("funnel.cohorts.by"))
            : Results.Ok(await funnel.AskAsync(day, byYear: by == "year", knownAt: null, cancellation)))
            .Tells(Tag, "队列：同一时期首次对接的企业，后来走到哪里", "用时以天计。还没有签约、落地的以后仍然可能，所以越近的队列看起来越慢。").MeansADay()
            .Means("by", "quarter 按季度（不写时），year 按年。", "quarter")
            .Answers(new FunnelCohortsAnswer(Examples.Day, 52_304, FunnelQuestion.Definition, "quarter", [new FunnelCohort(
                "2024-Q1", new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 31), 700, 140, 35, 0.2m, 0.05m, new Duration(61, 70.5), new Duration(120, 131.2))])).Refuses(400, 503);
        api.MapGet("/api/funnel/export.xlsx", async (string? asOf, FunnelWorkbook workbook, TimeProvider clock, CancellationToken cancellation) =>
            Query.TryDay(asOf, clock, out var day) && day >= BusinessDay.First
                ? Results.File(await workbook.WriteAsync(day, cancellation), Documented.Xlsx, FunnelWorkbook.NameOn(day))
                : WrongDay())
            .Tells(Tag, "总览：漏斗、各县区、产业链、线索来源、走势和队列，写成 xlsx").MeansADay().AnswersAWorkbook().WithMetadata(new TakesItsTime()).Refuses(400, 503);
    }

    private static RouteHandlerBuilder MeansADay(this RouteHandlerBuilder endpoint) => endpoint.Means("asOf", "截至哪一天（含当天）；不写则为今天。", "2024-06-30", "date");

    private static FunnelMove Move(int months, long contacted, long signed, long landed) =>
        new(Examples.Day.AddDays(-29).AddMonths(months), Examples.Day.AddMonths(months), contacted, signed, landed);

    private static IResult WrongDay() => Query.Wrong("asOf", Query.DaySentence + Say.Of("query.day.notBefore"));
}
