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

    public static string GroupNames => Say.List(Filters.Select(x => x.Name));

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/funnel", AskAsync)
            .Tells("漏斗", "招商漏斗：对接、签约、落地", "截至任何一天，可以分组。按月分组时，各阶段分别计入达到该阶段的月份。")
            .Means("asOf", "截至哪一天（含当天）；不写则为今天。", "2024-06-30", "date").Means("groupBy", $"分组：{GroupNames}；不写则不分组。", "county")
            .Answers(new FunnelAnswer(Examples.Day, 52_304, FunnelQuestion.Definition, 8706, 8126, 1760, 571, [new FunnelGroup("环县", 1020, 221, 70)])).Refuses(400, 503);
        var opened = api.MapGet("/api/funnel/enterprises", OpenAsync)
            .Tells("漏斗", "打开漏斗里的一个数字，列出其中的企业", "每家企业带着使它进入这个数字的事件的日志位置。")
            .Means("stage", "阶段：registered、contacted、signed、landed。", "signed").Means("asOf", "截至哪一天（含当天）；不写则为今天。", "2024-06-30", "date")
            .Means("page", "第几页，从 1 起。", 1).Means("size", $"每页几户，最多 {Query.LargestPage}。", 50)
            .Answers(new FigurePage("signed", Examples.Day, 52_304, FunnelQuestion.Definition, 1760, 1, 50, [new FigureEnterprise(
                Examples.Enterprise, "庆阳示例算力科技有限公司", "91350100M000100Y43", "环县", "人工智能", "上门来访", "南京市", new DateOnly(2024, 5, 6), 4711)])).Refuses(400, 503);

        foreach (var (name, _) in Filters)
        {
            opened.Means(name, "只打开这一组；五项中至多写一项。");
        }
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
            : Query.Wrong("groupBy", Say.Of("funnel.groupBy", GroupNames));
    }

    private static async Task<IResult> OpenAsync(
        string? stage, string? asOf, int? page, int? size, HttpRequest request, FunnelEnterprises enterprises, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Stages.TryParse(stage, out var which))
        {
            return Query.Wrong("stage", Say.Of("funnel.stage"));
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
