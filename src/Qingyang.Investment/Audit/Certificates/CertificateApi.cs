using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Certificates;

/// <summary>Figure certificates by HTTP: <c>POST /api/certificates?stage=&amp;asOf=…</c> fixes one, <c>GET /api/certificates/{code}</c> tells it again.</summary>
public static class CertificateApi
{
    private static readonly CertificateAnswer Example = new(
        "7K3M9-PXD2A", "landed", Examples.Day, 52_304, "v1", "口径 v1：……", "county=621022", "县区：环县", 70, new string('0', 64), "赵六", Examples.Moment, Holds: true, 71, 52_420, IsSameNow: false, []);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/certificates", FixAsync)
            .Tells("审计", "把一个数字固定成数据凭证", "与打开这个数字时的地址参数相同；返回短码。同一个数字固定两次，是同一个短码。")
            .Means("stage", "阶段：registered、contacted、signed、landed。", "signed").MeansABasis().Answers(Example, StatusCodes.Status201Created).Refuses(400, 503);
        api.MapGet("/api/certificates/{code}", async (string code, FixedFigures certificates, CancellationToken cancellation) =>
            await certificates.FindAsync(code, cancellation) is { } answer ? Results.Ok(answer) : Results.Problem(Say.Of("certificate.unknown"), statusCode: 404))
            .Tells("审计", "按短码取回数据凭证", "按当时的位置重新清点（holds），并与现在比较：不同时列出造成变化的事件。").Means("code", "短码。", "7K3M9-PXD2A").Answers(Example).Refuses(404, 503);
        api.MapPost("/api/tables/check", CheckAsync)
            .Tells("审计", "逐格核对一张已发布的表", $"正文是 CSV，列：指标、日期、分组、数值；最多 {PublishedTable.MostRows} 行。每格与 knownAt 所知比；不符的，再与当天结束时所知比。")
            .Means("knownAt", "当时已知：日志位置、时刻或日期（当天结束时）；不写则为现在所知。", "2026-04-30").Means("definition", "统计口径；不写则为 v1。", "v1").WithMetadata(new TakesAFile()).WithMetadata(new TakesItsTime())
            .Answers(new CheckedTable("v1", 52_304, 1, 1, 0, 0, 0, [new CheckedCell(2, "落地", "2026-04-30", "环县", "70", 70, 70, "same", null)])).Refuses(400, 503);
    }

    private static async Task<IResult> FixAsync(string? stage, HttpRequest request, Actor actor, Bases bases, FixedFigures certificates, CancellationToken cancellation)
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

        if (!FigureFilters.TryRead(new Funnel.Figure(which, read.Basis), request.Query, out var figure, out var field, out var sentence))
        {
            return Query.Wrong(field, sentence);
        }

        var code = await certificates.FixAsync(figure, actor, "api", cancellation);

        return Results.Created($"/api/certificates/{code}", await certificates.FindAsync(code, cancellation));
    }

    private static async Task<IResult> CheckAsync(HttpRequest request, PublishedTable table, Bases bases, CancellationToken cancellation)
    {
        var read = await bases.ReadAsync(request.Query, cancellation);

        if (read.Wrong is { } wrong)
        {
            return wrong;
        }

        using var file = new MemoryStream();
        await (request.HasFormContentType ? (await request.ReadFormAsync(cancellation)).Files is [var sent, ..] ? sent.OpenReadStream() : Stream.Null : request.Body).CopyToAsync(file, cancellation);

        return await table.CheckAsync(file.ToArray(), read.Basis.Definition, read.Basis.KnownAt, cancellation) is { } answer ? Results.Ok(answer) : Query.Wrong("file", Say.Of("table.columns", PublishedTable.MostRows));
    }
}
