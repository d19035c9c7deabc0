using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Changes;

/// <summary>What changed between two answers, by HTTP: <c>GET /api/funnel/changes?asOf=&amp;knownAt=&amp;thenAsOf=&amp;thenKnownAt=</c>.</summary>
public static class ChangesApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/funnel/changes", AskAsync)
        .Tells("漏斗", "两个答案之间变了什么", "then 是先前的答案，now 是现在的；每家进来、出去、移动的企业一行，各行相加就是差额。每行带着造成变化的事件和记录人。").MeansABasis()
        .Means("thenAsOf", "先前的答案截至哪一天；不写则与 asOf 相同。", "2023-12-31", "date").Means("thenKnownAt", "先前的答案当时已知：日志位置、时刻或日期；不写则为现在所知。")
        .Means("page", "第几页，从 1 起；不写则给出全部。", format: "integer").Means("size", $"每页几行，最多 {Query.LargestPage}。", format: "integer").WithMetadata(new TakesItsTime())
        .Answers(new ChangeAnswer(
            Answer(Examples.Day.AddDays(-181), 480), Answer(Examples.Day, 571), new Difference(0, 0, 0, 91), 1,
            [new ChangeRow(Examples.Enterprise, Examples.Name, Examples.CreditCode, "in", null,
                new InAnswer("landed", "环县", "人工智能", "上门来访", "南京市", new DateOnly(2024, 3, 5), new DateOnly(2024, 5, 6), new DateOnly(2024, 6, 8), []),
                [new ChangeEvent(4712, Examples.Entry, Examples.Enterprise, "milestone_reached", "lateEntry", "2024-06-08 协议 QY-2024-0561 落地：注册", new DateOnly(2024, 6, 8), Examples.Moment, "王五", "api", null)])]))
        .Refuses(400, 503);

    private static async Task<IResult> AskAsync(string? thenAsOf, string? page, string? size, HttpRequest request, Bases bases, WhatChanged changes, CancellationToken cancellation)
    {
        var (then, now) = await ReadAsync(request.Query, bases, cancellation);

        if ((now.Wrong ?? then.Wrong) is { } wrong)
        {
            return wrong;
        }

        return Query.TryPage(page, size, out var which)
            ? Results.Ok(await changes.AskAsync(then.Basis, now.Basis, which, cancellation))
            : Query.Wrong("page", Query.PageSentence);
    }

    /// <summary>Both answers that an address means. One that says no day for the first means that of the second.</summary>
    public static async Task<(ReadBasis Then, ReadBasis Now)> ReadAsync(IQueryCollection query, Bases bases, CancellationToken cancellation)
    {
        var now = await bases.ReadAsync(query, cancellation);
        var then = await bases.ReadAsync(query, "thenAsOf", "thenKnownAt", cancellation);

        return (string.IsNullOrWhiteSpace(query["thenAsOf"]) ? then with { Basis = then.Basis with { AsOf = now.Basis.AsOf } } : then, now);
    }

    private static FunnelAnswer Answer(DateOnly asOf, long landed) => new(asOf, 52_304, "v1", 8706, 8126, 1760, landed, []);
}
