using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>Replays by HTTP: <c>POST /api/replays</c> runs one, <c>GET /api/replays</c> tells those that were.</summary>
public static class ReplayApi
{
    private const int Shown = 50;

    private static readonly ReplayCertificate Example = new(
        Examples.Entry, Examples.Moment, "赵六", 52_304, 52_304, IsEqual: true, 0.2, 0.6, [new ReplayedModel("FunnelSpans", "equal", 20_000, new string('0', 64), 0, [])]);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/replays", async (string? to, Actor actor, Replaying replaying, CancellationToken cancellation) =>
            !Query.TryNumber(to, 0, long.MaxValue, -1, out var position) ? Query.Wrong("to", Say.Of("replay.to"))
            : await replaying.RunAsync(position < 0 ? null : position, actor.Name, cancellation) is { } certificate ? Results.Ok(certificate)
            : Query.Wrong("to", Say.Of("replay.to")))
            .Needs(Right.Audit).Tells("审计", "重放：从第一个事件起重算，与每个读模型逐行比对", "期间照常工作。指定较早的位置时，只比对记得当时的读模型（漏斗），其余为 skipped。证书长期保留。")
            .Means("to", "重放到哪个日志位置；不写则到统计目前的位置。", format: "integer").WithMetadata(new TakesItsTime()).Answers(Example).Refuses(400, 503);
        api.MapGet("/api/replays", async (ReplayBook book, CancellationToken cancellation) => Results.Ok(await book.LastAsync(Shown, cancellation)))
            .Tells("审计", $"最近 {Shown} 次重放的证书，新的在前").Answers((ReplayCertificate[])[Example]).Refuses(503);
    }
}
