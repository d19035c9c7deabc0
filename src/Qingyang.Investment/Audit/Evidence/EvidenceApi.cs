using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Evidence packs by HTTP: <c>POST /api/evidence</c> for programs, <c>POST /evidence</c> for a form.</summary>
public static class EvidenceApi
{
    internal const string Zip = "application/zip";

    /// <summary>Where a form on a page posts to.</summary>
    public const string FormAddress = "/evidence";

    public static void AddEvidence(this IServiceCollection services)
    {
        services.AddSingleton<EvidenceFigures>();
        services.AddSingleton<EvidencePlanning>();
        services.AddSingleton<EvidencePack>();
        services.AddSingleton<EvidenceRecords>();
        services.AddSingleton<EvidenceExport>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/evidence", ExportAsync).Needs(Right.Audit)
            .Tells(
                "审计", "导出证据包",
                "回答是一个 zip：事件、证明、检查点、公钥、数字，不需要数据库也能核验。slice：all 全部、enterprise 一家企业（enterprise）、county 一个县区（county）、period 一段时间内记录的（from、to）、"
                + "figure 一个数字里的企业（stage、asOf，以及打开数字时的各项筛选）。每次导出都记入日志。")
            .Takes(new EvidenceRequest("all", AsOf: "2024-06-30"))
            .WithMetadata(new TakesItsTime()).Produces(StatusCodes.Status200OK, contentType: Zip).Refuses(400, 404, 409, 415, 503);

        // The same for a button on a page: a form, or an address that says it all.
        routes.MapPost(FormAddress, async (HttpRequest request, Actor actor, EvidenceExport export, CancellationToken cancellation) =>
        {
            var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : null;
            var asked = EvidenceRequest.Of(name => form?[name] is { Count: > 0 } typed ? typed.ToString() : request.Query[name] is { Count: > 0 } said ? said.ToString() : null);

            return await export.AnswerAsync(asked, actor, cancellation);
        }).Needs(Right.Audit);
    }

    private static Task<IResult> ExportAsync(EvidenceRequest asked, Actor actor, EvidenceExport export, CancellationToken cancellation) => export.AnswerAsync(asked, actor, cancellation);
}

/// <summary>Answers whoever asks for evidence: what is wrong with what they ask, or the pack as it is written.</summary>
public sealed class EvidenceExport(Timeline timeline, EvidencePlanning planning, EvidencePack pack, City city, TimeProvider clock)
{
    public async Task<IResult> AnswerAsync(EvidenceRequest asked, Actor actor, CancellationToken cancellation)
    {
        var (slice, wrong) = await ReadEvidenceSlice.FromAsync(asked, timeline, city, clock, cancellation);

        if (slice is null)
        {
            return wrong!;
        }

        return await planning.MakeAsync(slice, cancellation) is { } plan
            ? Results.Stream(to => pack.WriteAsync(plan, actor, to, cancellation), EvidenceApi.Zip, FileName(slice, plan))
            : Results.Problem(Say.Of("evidence.later"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static string FileName(EvidenceSlice slice, EvidencePlan plan) => string.Create(CultureInfo.InvariantCulture, $"evidence-{slice.Name}-{plan.At.UtcDateTime:yyyyMMdd-HHmmss}-{plan.Position}.zip");
}
