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
        api.MapGet("/api/funnel/months", async (int? months, HttpRequest request, FunnelMonths funnel, Bases bases, CancellationToken cancellation) =>
            await AnswerAsync(request, bases, async basis => months is < 1 or > FunnelMonths.Most
                ? Query.Wrong("months", Say.Of("funnel.months", FunnelMonths.Most))
                : Results.Ok(await funnel.AskAsync(basis, months ?? UsualMonths, cancellation)), cancellation))
            .Tells(Tag, "逐月走势", "没有进展的月份也在其中，最后一个月到 asOf 那天为止。").MeansABasis()
            .Means("months", $"几个月，1 到 {FunnelMonths.Most}；不写则为 {UsualMonths}。", UsualMonths)
            .Answers(new FunnelTrend(Examples.Day, 52_304, FigureDefinition.V1.Name, [new FunnelMonth("2024-06", Examples.Day.AddDays(-29), Examples.Day, 231, 48, 17, 8126, 1760, 571)])).Refuses(400, 503);
        api.MapGet("/api/funnel/moves", async (HttpRequest request, FunnelMoves funnel, Bases bases, CancellationToken cancellation) =>
            await AnswerAsync(request, bases, async basis => Results.Ok(await funnel.AskAsync(basis, cancellation)), cancellation))
            .Tells(Tag, "本月进展", "从当月 1 日到 asOf 那天，旁边是上月和去年同月的同样几天。").MeansABasis()
            .Answers(new FunnelMovesAnswer(Examples.Day, 52_304, FigureDefinition.V1.Name, Move(0, 231, 48, 17), Move(-1, 220, 41, 12), Move(-12, 180, 30, 9))).Refuses(400, 503);
        api.MapGet("/api/funnel/cohorts", async (string? by, HttpRequest request, FunnelCohorts funnel, Bases bases, CancellationToken cancellation) =>
            await AnswerAsync(request, bases, async basis => by is not (null or "" or "quarter" or "year")
                ? Query.Wrong("by", Say.Of("funnel.cohorts.by"))
                : Results.Ok(await funnel.AskAsync(basis, byYear: by == "year", cancellation)), cancellation))
            .Tells(Tag, "队列：同一时期首次对接的企业，后来走到哪里", "用时以天计。还没有签约、落地的以后仍然可能，所以越近的队列看起来越慢。").MeansABasis()
            .Means("by", "quarter 按季度（不写时），year 按年。", "quarter")
            .Answers(new FunnelCohortsAnswer(Examples.Day, 52_304, FigureDefinition.V1.Name, "quarter", [new FunnelCohort(
                "2024-Q1", new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 31), 700, 140, 35, 0.2m, 0.05m, new Duration(61, 70.5), new Duration(120, 131.2))])).Refuses(400, 503);
        api.MapGet("/api/funnel/export.xlsx", async (HttpRequest request, FunnelWorkbook workbook, Bases bases, CancellationToken cancellation) =>
            await AnswerAsync(request, bases, async basis => Results.File(await workbook.WriteAsync(basis, cancellation), Documented.Xlsx, FunnelWorkbook.NameOn(basis.AsOf)), cancellation))
            .Tells(Tag, "总览：漏斗、各县区、产业链、线索来源、走势和队列，写成 xlsx").MeansABasis().AnswersAWorkbook().WithMetadata(new TakesItsTime()).Refuses(400, 503);
    }

    private static FunnelMove Move(int months, long contacted, long signed, long landed) =>
        new(Examples.Day.AddDays(-29).AddMonths(months), Examples.Day.AddMonths(months), contacted, signed, landed);

    /// <summary>These look back by months and years: not to before there was anything.</summary>
    private static async Task<IResult> AnswerAsync(HttpRequest request, Bases bases, Func<Basis, Task<IResult>> answer, CancellationToken cancellation)
    {
        var read = await bases.ReadAsync(request.Query, cancellation);

        return read.Field is not (null or "asOf") ? read.Wrong! : (read.Field == "asOf" || read.Basis.AsOf < BusinessDay.First
            ? Query.Wrong("asOf", Query.DaySentence + Say.Of("query.day.notBefore"))
            : await answer(read.Basis));
    }
}
