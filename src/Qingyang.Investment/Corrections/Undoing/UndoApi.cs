using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Corrections.Undoing;

/// <summary>Why a ledger is undone.</summary>
public sealed record UndoRequest(string Reason)
{
    public static UndoRequest Example => new("交错了文件，重新交");
}

/// <summary>Undoing a ledger by HTTP: <c>POST /api/ledgers/{id}/undoing</c>, and <c>GET</c> to see how it fares.</summary>
public static class UndoApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly UndoAnswer Example = new(
        Examples.Entry, "王五", Examples.Moment, "交错了文件，重新交", "done", 120, 120, 512, [new LeftAlone(4712, Examples.Enterprise, "kept", "entries-depend", "已有后来的条目依附其上，予以保留。")], []);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/ledgers/{id:guid}/undoing", async (Guid id, UndoRequest request, Actor actor, HttpRequest http, UndoLedger undo, UndoAnswers answers, CancellationToken cancellation) =>
        {
            if (Spelling.Key(request.Reason).Length is 0 or > 500)
            {
                return Query.Wrong("reason", Say.Of(Spelling.Key(request.Reason).Length == 0 ? "reason.missing" : "reason.long"));
            }

            if (await undo.BeginAsync(id, request.Reason, actor, "api", cancellation) is { } refusal)
            {
                return refusal;
            }

            var answer = await answers.WaitAsync(id, LedgerApi.IsPatient(http) ? Patience : TimeSpan.Zero, cancellation);

            return answer is { Status: "done" } ? Results.Ok(answer) : Results.Accepted($"/api/ledgers/{id}/undoing", answer);
        })
        .Needs(Right.HandInLedgers).Tells("台账", "撤销一份台账的入账", "每个条目由一个撤回事件冲销；后来有别的条目依附的予以保留，逐条列出。再做一次，结果相同。Prefer: respond-async 时不等。")
        .Means("id", "台账编号。").Takes(UndoRequest.Example).WithMetadata(new TakesItsTime()).Answers(Example).Answers(Example with { Status = "undoing" }, StatusCodes.Status202Accepted).Refuses(400, 404, 409, 415, 503);
        api.MapGet("/api/ledgers/{id:guid}/undoing", async (Guid id, UndoAnswers answers, CancellationToken cancellation) =>
            await answers.FindAsync(id, cancellation) is { } answer ? Results.Ok(answer) : Results.Problem(Say.Of("undo.none"), statusCode: 404))
        .Tells("台账", "撤销入账的进展和结果").Means("id", "台账编号。").Answers(Example).Refuses(404, 503);
    }
}
