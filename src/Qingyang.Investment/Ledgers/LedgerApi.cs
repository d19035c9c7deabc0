using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>
/// Ledgers by HTTP. <c>POST /api/ledgers</c> takes the file as a form's <c>file</c> or as the body itself (then <c>?file=</c> names
/// it), waits for the answer, or answers 202 at once where the caller says <c>Prefer: respond-async</c> (RFC 7240).
/// </summary>
public static class LedgerApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/ledgers", PostAsync).DisableAntiforgery().Needs(Right.HandInLedgers)
            .Tells("台账", "交台账", "xlsx，或装有 CSV 的 zip；放在表单的 file 一项里，或直接作为请求内容（这时用 ?file= 写文件名）。请求头 Prefer: respond-async 则马上回答 202，之后再问进度。")
            .Means("dryRun", "true：只看结果，不入账，也不保留。", true).Means("draft", "true：保留为草稿，逐行更正，确认之后才入账；与 dryRun 只能选一个。")
            .Means("strict", "true：有一行退回就全部不入账（409）。", false).Means("file", "直接作为请求内容发送时的文件名。", "庆阳招商台账.xlsx")
            .WithMetadata(new TakesAFile(), new TakesItsTime()).KeepsTheKey()
            .Answers(Example with { Id = null, Status = LedgerPreview.Status, Recorded = 0 }).Answers(Example, 201).Answers(Example with { Status = "recording", Recorded = 1 }, 202).Refuses(400, 409, 413, 422, 503);
        api.MapGet("/api/ledgers", ListAsync)
            .Tells("台账", "交来的台账，新的在前").Means("page", "第几页，从 1 起。", 1).Means("size", $"每页几份，最多 {Query.LargestPage}。", Query.UsualPage)
            .Answers(new LedgerListPage(1, 1, Query.UsualPage, [new ListedLedger(Examples.Other, Example.File, Example.Sha256, "赵敏", null, Examples.Moment, Example.Status, 3, 3, 2, 0, 1)])).Refuses(400, 503);
        api.MapGet("/api/ledgers/{id:guid}", async (Guid id, LedgerAnswers answers, CancellationToken cancellation) =>
            await answers.FindAsync(id, cancellation) is { } answer ? Results.Ok(answer) : NotFound())
            .Tells("台账", "一份台账的进度和结果", "status：draft 草稿，reading 在读，recording 在入账，figuring 已入账、数字还没有更新，done 完成，refused 没有入账。")
            .Means("id", "台账编号。", Examples.Other).Answers(Example).Refuses(404, 503);
        api.MapGet("/api/ledgers/{id:guid}/rejections.xlsx", async (Guid id, LedgerRejections rejections, CancellationToken cancellation) =>
            await rejections.WriteAsync(id, cancellation) is var (name, content)
                ? Results.File(content, Documented.Xlsx, name)
                : NotFound())
            .Tells("台账", "退回的行，连同原因，写成 xlsx").Means("id", "台账编号。", Examples.Other)
            .AnswersAWorkbook().Refuses(404, 503);
        DraftApi.Map(api);
    }

    internal static readonly LedgerAnswer Example = new(
        Examples.Other, "庆阳招商台账.xlsx", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", LedgerAnswer.Done, Refusal: null, 3, 3,
        new Dictionary<string, SheetVerdict> { ["企业"] = new(1, 0, 0), ["对接"] = new(1, 0, 1) }, [new Rejection("对接", 3, "对接日期", "bad-date", "日期 2024-02-30 不存在，请核对。")]);

    private static async Task<IResult> PostAsync(
        HttpContext http, bool? dryRun, bool? draft, bool? strict, HandInLedger ledgers, HandInDraft drafts, LedgerPreview preview, LedgerAnswers answers, LedgerLimits limits, Actor actor,
        CancellationToken cancellation)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.FileBytes + (1 << 20);   // and a form's own words
        }

        var (name, content) = await FileAsync(http.Request, limits, cancellation);

        if (content is null)
        {
            return Query.Wrong("file", Say.Of("ledger.file.missing"));
        }

        if (dryRun == true && draft == true)
        {
            return Query.Wrong("draft", Say.Of("ledger.dryRunOrDraft"));
        }

        var (who, key) = (actor.Name, http.Request.Headers[Api.KeyHeader].ToString() is { Length: > 0 } used ? used : null);

        if (dryRun == true)
        {
            return await preview.TellAsync(name, content, who, cancellation) switch
            {
                (var answer, null) => Results.Ok(answer),
                (_, var sentence) => Query.Wrong("file", sentence),
            };
        }

        var handedIn = draft == true
            ? await drafts.TakeAsync(name, content, strict == true, who, key, cancellation)
            : await ledgers.TakeAsync(name, content, strict == true, who, key, cancellation);

        return handedIn switch
        {
            HandedIn.Unreadable x => Query.Wrong("file", x.Sentence),
            HandedIn.Reused x => Results.Problem(x.Sentence, statusCode: 422),
            HandedIn.Kept x => await AnswerAsync(x.LedgerId, http.Request, answers, cancellation),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private static async Task<IResult> ListAsync(int? page, int? size, LedgerList list, CancellationToken cancellation) =>
        page is < 1 || size is < 1 or > Query.LargestPage
            ? Query.Wrong("page", Query.PageSentence)
            : Results.Ok(await list.FindAsync(page ?? 1, size ?? Query.UsualPage, cancellation));

    /// <summary>Without <c>Prefer: respond-async</c>, an answer is worth waiting for.</summary>
    internal static bool IsPatient(HttpRequest request) => !request.Headers["Prefer"].ToString().Contains("respond-async", StringComparison.OrdinalIgnoreCase);

    /// <summary>How a ledger fares once it is over, as one waits for it.</summary>
    internal static async Task<IResult> AnswerAsync(Guid id, HttpRequest request, LedgerAnswers answers, CancellationToken cancellation)
    {
        var patience = IsPatient(request) ? Patience : TimeSpan.Zero;
        var (place, answer) = ($"/api/ledgers/{id}", await answers.WaitAsync(id, patience, progress: null, cancellation));

        return answer switch
        {
            { Status: LedgerAnswer.Done or LedgerAnswer.Draft } => Results.Created(place, answer),
            { Status: LedgerAnswer.Refused } => Results.Problem(answer.Refusal, statusCode: 409, extensions: [new("ledger", answer)]),
            _ => Results.Accepted(place, answer),
        };
    }

    private static async Task<(string Name, byte[]? Content)> FileAsync(HttpRequest request, LedgerLimits limits, CancellationToken cancellation)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = limits.FileBytes + 1 }, cancellation);

            return form.Files is [var file, ..] ? (file.FileName, await BytesAsync(file.OpenReadStream(), file.Length, cancellation)) : ("", null);
        }

        var body = await BytesAsync(request.Body, request.ContentLength ?? 0, cancellation);

        return (request.Query["file"].ToString() is { Length: > 0 } name ? name : LedgerFormat.Unnamed, body.Length == 0 ? null : body);
    }

    private static async Task<byte[]> BytesAsync(Stream stream, long length, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream((int)Math.Min(length, int.MaxValue));
        await stream.CopyToAsync(bytes, cancellation);

        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }

    private static IResult NotFound() => Results.Problem(Say.Of("ledger.unknown"), statusCode: 404);
}
