using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>Which position is replayed to; null is where the read models stand.</summary>
public sealed record ReplayRequest(long? To = null)
{
    public static ReplayRequest Example => new();
}

/// <summary>Replays by HTTP: <c>POST /api/replays</c> runs one, <c>GET /api/replays</c> tells those that were.</summary>
public static class ReplayApi
{
    private const int Shown = 50;

    private static readonly ReplayCertificate Certificate = new(
        Examples.Entry, Examples.Moment, "赵六", 52_304, 52_304, IsEqual: true, 0.2, 0.6, [new ReplayedModel("FunnelSpans", "equal", 20_000, new string('0', 64), 0, [])]);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/replays", async (ReplayRequest? request, Actor actor, Replaying replaying, CancellationToken cancellation) =>
            request is { To: < 0 } ? Query.Wrong("to", Say.Of("replay.to"))
            : await replaying.RunAsync(request?.To, actor.Name, cancellation) is { } certificate ? Results.Ok(certificate)
            : Query.Wrong("to", Say.Of("replay.to")))
            .Needs(Right.Audit).Tells("审计", "重放：从第一个事件起重算，与每个读模型逐行比对", "期间照常工作。指定较早的位置时，只比对记得当时的读模型（漏斗），其余为 skipped。证书长期保留。")
            .Takes(ReplayRequest.Example).WithMetadata(new TakesItsTime()).Answers(Certificate).Refuses(400, 503);
        api.MapGet("/api/replays", async (ReplayBook book, CancellationToken cancellation) => Results.Ok(await book.LastAsync(Shown, cancellation)))
            .Tells("审计", $"最近 {Shown} 次重放的证书，新的在前").Answers((ReplayCertificate[])[Certificate]).Refuses(503);
    }
}
