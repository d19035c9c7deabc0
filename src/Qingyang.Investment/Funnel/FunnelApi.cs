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
            .MeansABasis().Means("groupBy", $"分组：{GroupNames}；不写则不分组。", "county")
            .Means("beside", "并排给出另一个统计口径下的同一个答案（beside）。", "v2")
            .Answers(new FunnelAnswer(Examples.Day, 52_304, FigureDefinition.V1.Name, 8706, 8126, 1760, 571, [new FunnelGroup("环县", 1020, 221, 70)])).Refuses(400, 503);
        var opened = api.MapGet("/api/funnel/enterprises", OpenAsync)
            .Tells("漏斗", "打开漏斗里的一个数字，列出其中的企业", "每家企业带着使它进入这个数字的事件的日志位置。")
            .Means("stage", "阶段：registered、contacted、signed、landed。", "signed").MeansABasis()
            .Means("page", "第几页，从 1 起。", 1).Means("size", $"每页几户，最多 {Query.LargestPage}。", 50)
            .Answers(new FigurePage("signed", Examples.Day, 52_304, FigureDefinition.V1.Name, 1760, 1, 50, [new FigureEnterprise(
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

    private static async Task<IResult> AskAsync(string? groupBy, string? beside, HttpRequest request, FunnelQuestion funnel, Bases bases, CancellationToken cancellation)
    {
        var read = await bases.ReadAsync(request.Query, cancellation);

        if (read.Wrong is { } wrong)
        {
            return wrong;
        }

        if (!TryParse(groupBy, out var group))
        {
            return Query.Wrong("groupBy", Say.Of("funnel.groupBy", GroupNames));
        }

        if (!FigureDefinition.TryParse(beside, out var other))
        {
            return Query.Wrong("beside", Say.Of("definition.unknown", FigureDefinition.Names));
        }

        var answer = await funnel.AskAsync(read.Basis, group, cancellation);

        // Side by side is at one position, whatever comes in between the two questions.
        return Results.Ok(string.IsNullOrWhiteSpace(beside)
            ? answer
            : answer with { Beside = await funnel.AskAsync(read.Basis with { KnownAt = answer.Position, Definition = other }, group, cancellation) });
    }

    private static async Task<IResult> OpenAsync(
        string? stage, int? page, int? size, HttpRequest request, FunnelEnterprises enterprises, Bases bases, CancellationToken cancellation)
    {
        if (!Stages.TryParse(stage, out var which))
        {
            return Query.Wrong("stage", Say.Of("funnel.stage"));
        }

        var read = await bases.ReadAsync(request.Query, cancellation);

        if (read.Wrong is { } wrong)
        {
            return wrong;
        }

        if (page is < 1 || size is < 1 or > Query.LargestPage)
        {
            return Query.Wrong("page", Query.PageSentence);
        }

        return FigureFilters.TryRead(new Figure(which, read.Basis), request.Query, out var figure, out var field, out var sentence)
            ? Results.Ok(await enterprises.OpenAsync(figure, page ?? 1, size ?? Query.UsualPage, cancellation))
            : Query.Wrong(field, sentence);
    }
}
