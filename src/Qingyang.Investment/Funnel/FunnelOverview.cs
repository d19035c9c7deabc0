using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>What leaders ask beside the funnel itself, by HTTP: the trend, what moved this month, cohorts, and all of it as a workbook.</summary>
public static class FunnelOverview
{
    private const int UsualMonths = 24;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/funnel/months", async (string? asOf, int? months, FunnelMonths funnel, TimeProvider clock, CancellationToken cancellation) =>
            !Query.TryDay(asOf, clock, out var day) || day < BusinessDay.First ? WrongDay()
            : months is < 1 or > FunnelMonths.Most ? Query.Wrong("months", Say.Of("funnel.months", FunnelMonths.Most))
            : Results.Ok(await funnel.AskAsync(day, months ?? UsualMonths, knownAt: null, cancellation)));
        api.MapGet("/api/funnel/moves", async (string? asOf, FunnelMoves funnel, TimeProvider clock, CancellationToken cancellation) =>
            Query.TryDay(asOf, clock, out var day) && day >= BusinessDay.First ? Results.Ok(await funnel.AskAsync(day, knownAt: null, cancellation)) : WrongDay());
        api.MapGet("/api/funnel/cohorts", async (string? asOf, string? by, FunnelCohorts funnel, TimeProvider clock, CancellationToken cancellation) =>
            !Query.TryDay(asOf, clock, out var day) || day < BusinessDay.First ? WrongDay()
            : by is not (null or "" or "quarter" or "year") ? Query.Wrong("by", Say.Of("funnel.cohorts.by"))
            : Results.Ok(await funnel.AskAsync(day, byYear: by == "year", knownAt: null, cancellation)));
        api.MapGet("/api/funnel/export.xlsx", async (string? asOf, FunnelWorkbook workbook, TimeProvider clock, CancellationToken cancellation) =>
            Query.TryDay(asOf, clock, out var day) && day >= BusinessDay.First
                ? Results.File(await workbook.WriteAsync(day, cancellation), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FunnelWorkbook.NameOn(day))
                : WrongDay());
    }

    private static IResult WrongDay() => Query.Wrong("asOf", Query.DaySentence + Say.Of("query.day.notBefore"));
}
