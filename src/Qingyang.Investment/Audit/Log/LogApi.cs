using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>The log that can be checked, by HTTP: <c>/api/log/…</c>.</summary>
public static class LogApi
{
    private const string Tag = "可验证的日志";
    private const int UsualPage = 50;
    private const int LargestPage = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").Needs(Right.Read);
        api.MapGet("/api/log/checkpoint", NewestAsync)
            .Tells(Tag, "最新的检查点", "日志在某一刻的样子：叶数、根、签名（C2SP signed-note、tlog-checkpoint）。请在系统之外保存：以后可以用它证明日志没有被改写。")
            .OfASuite().AnswersText(LogExamples.Note).Refuses(400, 404, 503);
        api.MapGet("/api/log/checkpoints", PageAsync)
            .Tells(Tag, "所有检查点，由新到旧").OfASuite().Means("page", "第几页，从 1 起；不写则为 1。", 1, "integer").Means("size", $"一页几个，1 到 {LargestPage}；不写则为 {UsualPage}。", UsualPage, "integer")
            .Answers(new CheckpointPage(1, UsualPage, [LogExamples.Checkpoint])).Refuses(400, 503);
        api.MapGet("/api/log/keys", KeysAsync).Tells(Tag, "验证检查点用的公钥").Answers(LogExamples.Keys).Refuses(404, 503);
        api.MapGet("/api/log/state", async (LogReading log, CancellationToken cancellation) => Results.Ok(await log.StateAsync(cancellation)))
            .Tells(Tag, "封存到哪里，存证是否一致").Answers(LogExamples.State).Refuses(503);
        api.MapGet("/api/log/consistency", ConsistencyAsync)
            .Tells(Tag, "证明后来的日志延续了先前的日志", "RFC 9162 §2.1.4。").OfASuite().Means("from", "先前的叶数，至少 1。", 1, "integer").Means("to", "后来的叶数，不小于 from，不大于最新的检查点。", 1, "integer")
            .Answers(LogExamples.Consistency).Refuses(400, 503);
        api.MapGet("/api/log/proof/{id:guid}", ProofAsync)
            .Tells(Tag, "证明一个事件在日志里", "RFC 9162 §2.1.3：事件的全部字段，它的叶的哈希，到最新检查点的根的路径。").Means("id", "事件编号。", Examples.Entry)
            .Answers(LogExamples.Proof).Refuses(404, 503);
    }

    private static RouteHandlerBuilder OfASuite(this RouteHandlerBuilder endpoint) => endpoint.Means("suite", "sha256（SHA-256 和 Ed25519，不写时）或 sm3（SM3 和 SM2）。", "sha256");

    private static async Task<IResult> NewestAsync(string? suite, SealedLog log, CancellationToken cancellation) =>
        SuiteOf(suite) is not { } asked ? Query.Wrong("suite", Say.Of("log.suite"))
        : await log.NewestAsync(asked, cancellation) is { } newest ? Results.Text(newest.Note, "text/plain", Encoding.UTF8) : Results.Problem(Say.Of("log.noCheckpoint"), statusCode: 404);

    private static async Task<IResult> PageAsync(string? suite, string? page, string? size, SealedLog log, CancellationToken cancellation)
    {
        if (SuiteOf(suite) is not { } asked)
        {
            return Query.Wrong("suite", Say.Of("log.suite"));
        }

        return Query.TryNumber(page, 1, 1_000_000, 1, out var number) && Query.TryNumber(size, 1, LargestPage, UsualPage, out var length)
            ? Results.Ok(new CheckpointPage((int)number, (int)length, [.. (await log.PageAsync(asked, (int)number, (int)length, cancellation)).Select(CheckpointAnswer.Of)]))
            : Query.Wrong("page", Query.PageSentence);
    }

    private static async Task<IResult> KeysAsync(SealedLog log, CancellationToken cancellation) => await log.KeysAsync(cancellation) is { } keys
        ? Results.Ok(new LogKeysAnswer(keys.LogId, [.. Suites.All.Select(x => new LogKeyAnswer(x.Name, keys.Of(x).Name, keys.Of(x).ToString()))]))
        : Results.Problem(Say.Of("log.noCheckpoint"), statusCode: 404);

    private static async Task<IResult> ConsistencyAsync(string? suite, string? from, string? to, SealedLog log, CancellationToken cancellation)
    {
        if (SuiteOf(suite) is not { } asked)
        {
            return Query.Wrong("suite", Say.Of("log.suite"));
        }

        var newest = (await log.NewestAsync(asked, cancellation))?.Size ?? 0;

        if (!Query.TryNumber(from, 1, newest, 0, out var less) || less == 0)
        {
            return Query.Wrong("from", Say.Of("log.from", newest));
        }

        if (!Query.TryNumber(to, less, newest, 0, out var more) || more == 0)
        {
            return Query.Wrong("to", Say.Of("log.to", newest));
        }

        var path = await log.ConsistencyAsync(asked, less, more, cancellation);

        return Results.Ok(new ConsistencyAnswer(
            asked.Name, less, Convert.ToBase64String(await log.RootAsync(asked, less, cancellation)), more, Convert.ToBase64String(await log.RootAsync(asked, more, cancellation)),
            [.. path.Select(Convert.ToBase64String)]));
    }

    private static async Task<IResult> ProofAsync(Guid id, LogReading log, CancellationToken cancellation) => await log.ProveAsync(id, cancellation) switch
    {
        (null, false) => Results.Problem(Say.Of("log.noEvent"), statusCode: 404),
        (null, true) => Results.Problem(Say.Of("log.notYet"), statusCode: 404),
        var (proof, _) => Results.Ok(proof),
    };

    private static ISuite? SuiteOf(string? name) => string.IsNullOrEmpty(name) ? Suites.Sha256 : Suites.Of(name);
}
