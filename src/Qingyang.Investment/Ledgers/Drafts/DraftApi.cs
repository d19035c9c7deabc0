using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>
/// What came of correcting a row: the row and the counts anew. <paramref name="Recomputing"/>: the row tells only what is wrong with its own cells,
/// the counts are still those from before.
/// </summary>
public sealed record CorrectedRow(Guid Id, bool Recomputing, DraftRow Row, IReadOnlyDictionary<string, SheetVerdict> Sheets);

/// <summary>Drafts by HTTP: <c>POST /api/ledgers?draft=true</c> makes one, and everything that is done with it goes by its ledger's address.</summary>
public static class DraftApi
{
    private const string Row = "/api/ledgers/{id:guid}/rows/{sheet}/{row:int}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static string SheetNames => Say.List(LedgerFormat.Sheets.Select(x => x.ChineseName()));

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/ledgers/{id:guid}/rows", RowsAsync).TellsOfRows();
        api.MapPut(Row, (Guid id, string sheet, int row, CorrectedCells cells, CorrectRow correct, HttpContext http, DraftPages pages, LedgerAnswers answers, Actor actor, CancellationToken cancellation) =>
            ChangeAsync(id, sheet, row, x => correct.CorrectAsync(x, cells, cancellation), http, pages, answers, actor, cancellation)).Needs(Right.HandInLedgers).TellsOfCorrecting();
        api.MapDelete(Row, (Guid id, string sheet, int row, CorrectRow correct, HttpContext http, DraftPages pages, LedgerAnswers answers, Actor actor, CancellationToken cancellation) =>
            ChangeAsync(id, sheet, row, x => correct.TakeBackAsync(x, cancellation), http, pages, answers, actor, cancellation)).Needs(Right.HandInLedgers).TellsOfTakingBack();
        api.MapDelete("/api/ledgers/{id:guid}", async (Guid id, DropDraft drop, CancellationToken cancellation) =>
            Problem(await drop.DropAsync(id, cancellation)) ?? Results.NoContent()).Needs(Right.HandInLedgers).TellsOfDropping();
        api.MapPost("/api/ledgers/{id:guid}/confirmation", async (
            Guid id, bool? strict, ConfirmDraft confirm, HttpContext http, LedgerAnswers answers, Actor actor, CancellationToken cancellation) =>
            Problem(await confirm.ConfirmAsync(id, strict, actor.Name, cancellation)) ?? await LedgerApi.AnswerAsync(id, http.Request, answers, cancellation)).Needs(Right.HandInLedgers).TellsOfConfirming();
    }

    private static async Task<IResult> RowsAsync(
        Guid id, string? sheet, string? verdict, int? page, int? size, DraftPages pages, NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (page is < 1 || size is < 1 or > Query.LargestPage)
        {
            return Query.Wrong("page", Query.PageSentence);
        }

        if (!string.IsNullOrEmpty(sheet) && LedgerFormat.SheetOf(sheet) is null)
        {
            return Query.Wrong("sheet", Say.Of("draft.sheet", SheetNames));
        }

        if (verdict is not (null or "" or "all") && !DraftRows.Verdicts.Contains(verdict, StringComparer.Ordinal))
        {
            return Query.Wrong("verdict", Say.Of("draft.verdict", Say.List(DraftRows.Verdicts)));
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);

        return Problem(await Draft.StandsInTheWayAsync(id, connection, cancellation))
            ?? Results.Ok(await pages.FindAsync(id, new WhichRows(LedgerFormat.SheetOf(sheet), verdict is "" or "all" ? null : verdict), page ?? 1, size ?? Query.UsualPage, cancellation));
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, string sheet, int row, Func<RowToCorrect, Task<DraftOutcome>> change, HttpContext http, DraftPages pages, LedgerAnswers answers, Actor actor, CancellationToken cancellation)
    {
        if (LedgerFormat.SheetOf(sheet) is not { } where)
        {
            return Results.Problem(Say.Of("draft.sheet.unknown", sheet, SheetNames), statusCode: 404);
        }

        if (Problem(await change(new RowToCorrect(id, where, row, actor.Name))) is { } problem)
        {
            return problem;
        }

        var found = await pages.FindSettledAsync(id, new WhichRows(where, Row: row), LedgerApi.IsPatient(http.Request) ? Patience : TimeSpan.Zero, cancellation);

        if (found.Rows is not [var told])
        {
            return Problem(DraftOutcome.NoDraft)!;   // somebody confirmed or dropped it this very moment
        }

        var sheets = (await answers.FindAsync(id, cancellation))?.Sheets ?? LedgerVerdicts.None.Sheets;

        return found.Recomputing
            ? Results.Json(new CorrectedRow(id, true, told, sheets), statusCode: 202)
            : Results.Ok(new CorrectedRow(id, false, told, sheets));
    }

    /// <summary>The problem that an outcome is; null when all is well.</summary>
    private static IResult? Problem(DraftOutcome? outcome) => outcome switch
    {
        DraftOutcome.Unknown x => Results.Problem(x.Sentence, statusCode: 404),
        DraftOutcome.Refused x => Results.Problem(x.Sentence, statusCode: 409),
        DraftOutcome.Wrong x => Query.Wrong(x.Field, x.Sentence),
        _ => null,
    };
}
