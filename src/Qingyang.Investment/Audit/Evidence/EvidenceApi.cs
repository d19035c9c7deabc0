using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Evidence packs by HTTP: <c>POST /api/evidence</c>, as JSON or as a form; what is not in the body is looked for in the address.</summary>
public static class EvidenceApi
{
    private const string Zip = "application/zip";

    public static void AddEvidence(this IServiceCollection services)
    {
        services.AddSingleton<EvidenceFigures>();
        services.AddSingleton<EvidencePlanning>();
        services.AddSingleton<EvidencePack>();
        services.AddSingleton<EvidenceRecords>();
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/api/evidence", ExportAsync).Needs(Right.Audit).DisableAntiforgery()
        .Tells(
            "审计", "导出证据包",
            "回答是一个 zip：事件、证明、检查点、公钥、数字，不需要数据库也能核验。slice：all 全部、enterprise 一家企业（enterprise）、county 一个县区（county）、period 一段时间内记录的（from、to）、"
            + "figure 一个数字里的企业（stage、asOf，以及打开数字时的各项筛选）。也可以用表单提交。每次导出都记入日志。")
        .Accepts<EvidenceRequest>("application/json").Takes(new EvidenceRequest("all", AsOf: "2024-06-30"))
        .WithMetadata(new TakesItsTime()).Produces(StatusCodes.Status200OK, contentType: Zip).Refuses(400, 404, 409, 415, 503);

    private static async Task<IResult> ExportAsync(
        HttpRequest request, Actor actor, Timeline timeline, EvidencePlanning planning, EvidencePack pack, City city, TimeProvider clock, CancellationToken cancellation)
    {
        var (slice, wrong) = await ReadEvidenceSlice.FromAsync(await AskedAsync(request, cancellation), timeline, city, clock, cancellation);

        if (slice is null)
        {
            return wrong!;
        }

        return await planning.MakeAsync(slice, cancellation) is { } plan
            ? Results.Stream(to => pack.WriteAsync(plan, actor, to, cancellation), Zip, FileName(slice, plan))
            : Results.Problem(Say.Of("evidence.later"), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<EvidenceRequest> AskedAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.HasJsonContentType())
        {
            return await request.ReadFromJsonAsync<EvidenceRequest>(cancellation) ?? new EvidenceRequest();
        }

        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellation) : null;

        return EvidenceRequest.Of(name => form?[name] is { Count: > 0 } typed ? typed.ToString() : request.Query[name] is { Count: > 0 } asked ? asked.ToString() : null);
    }

    private static string FileName(EvidenceSlice slice, EvidencePlan plan) => string.Create(CultureInfo.InvariantCulture, $"evidence-{slice.Name}-{plan.At.UtcDateTime:yyyyMMdd-HHmmss}-{plan.Position}.zip");
}
