using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>The funnel by HTTP: <c>GET /api/funnel</c> and, to open a figure, <c>GET /api/funnel/enterprises</c>.</summary>
public static class FunnelApi
{
    private static readonly (string Name, GroupBy Group)[] Filters =
        [("county", GroupBy.County), ("chain", GroupBy.Chain), ("source", GroupBy.Source), ("origin", GroupBy.Origin), ("month", GroupBy.Month)];

    public static string GroupNames => string.Join('、', Filters.Select(x => x.Name));

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/funnel", AskAsync);
        api.MapGet("/api/funnel/enterprises", OpenAsync);
    }

    /// <summary>By its name in an address or on the command line; nothing written is no grouping.</summary>
    public static bool TryParse(string? text, out GroupBy group)
    {
        var found = Array.Find(Filters, x => x.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        group = found.Group;

        return string.IsNullOrEmpty(text) || found.Name is not null;
    }

    private static async Task<IResult> AskAsync(string? asOf, string? groupBy, FunnelQuestion funnel, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryDay(asOf, clock, out var day))
        {
            return Query.Wrong("asOf", Query.DaySentence);
        }

        return TryParse(groupBy, out var group)
            ? Results.Ok(await funnel.AskAsync(day, group, knownAt: null, cancellation))
            : Query.Wrong("groupBy", $"groupBy 应是：{GroupNames}。");
    }

    private static async Task<IResult> OpenAsync(
        string? stage, string? asOf, int? page, int? size, HttpRequest request, FunnelEnterprises enterprises, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Stages.TryParse(stage, out var which))
        {
            return Query.Wrong("stage", "stage 应是：registered、contacted、signed、landed。");
        }

        if (!Query.TryDay(asOf, clock, out var day))
        {
            return Query.Wrong("asOf", Query.DaySentence);
        }

        if (page is < 1 || size is < 1 or > Query.LargestPage)
        {
            return Query.Wrong("page", Query.PageSentence);
        }

        return FigureFilters.TryRead(new Figure(which, day), request.Query, out var figure, out var field, out var sentence)
            ? Results.Ok(await enterprises.OpenAsync(figure, knownAt: null, page ?? 1, size ?? Query.UsualPage, cancellation))
            : Query.Wrong(field, sentence);
    }
}
