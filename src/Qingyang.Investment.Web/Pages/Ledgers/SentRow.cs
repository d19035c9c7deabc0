using System.Globalization;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Web.Pages.Ledgers;

/// <summary>What a row's form sent: which row, what to do with it, and what was typed, kept for the form should it come back.</summary>
public sealed record SentRow(RowPlace Place, string Do, IReadOnlyDictionary<string, string> Typed, string? Reason)
{
    public const string Save = "save", LeaveOut = "leave-out", TakeBack = "take-back";

    /// <summary>In front of a column's name, so that no column is taken for another field of the form.</summary>
    public const string Cell = "cell:";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3), PatienceOfScripts = TimeSpan.FromSeconds(1);

    /// <summary>Null where the form is none of ours.</summary>
    public static SentRow? Read(IFormCollection form) =>
        LedgerFormat.SheetOf(form["Sheet"]) is { } sheet && int.TryParse(form["Row"], CultureInfo.InvariantCulture, out var row)
            ? new SentRow(
                new RowPlace(sheet, row), form["Do"].ToString(),
                form.Where(x => x.Key.StartsWith(Cell, StringComparison.Ordinal)).ToDictionary(x => x.Key[Cell.Length..], x => x.Value.ToString(), StringComparer.Ordinal), form["Reason"])
            : null;

    /// <summary>Does it, and waits a moment for the verdicts that come of it: a small ledger has them at once, with a large one the page asks again, by itself where there are scripts.</summary>
    public async Task<DraftOutcome> DoAsync(Guid ledger, string by, bool asksAgain, CorrectRow correct, DraftPages pages, CancellationToken cancellation)
    {
        var (row, which) = (new RowToCorrect(ledger, Place.Sheet, Place.Row, by), new WhichRows(Place.Sheet, Row: Place.Row));
        var outcome = Do switch
        {
            TakeBack => await correct.TakeBackAsync(row, cancellation),
            LeaveOut => await correct.CorrectAsync(row, new CorrectedCells(new Dictionary<string, string?>(), Reason), cancellation),
            _ => await correct.CorrectAsync(row, new CorrectedCells(AsInTheFile(await pages.FindAsync(ledger, which, 1, 1, cancellation)), Reason), cancellation),
        };

        if (outcome is DraftOutcome.Changed)
        {
            await pages.FindSettledAsync(ledger, which, asksAgain ? PatienceOfScripts : Patience, cancellation);
        }

        return outcome;
    }

    /// <summary>Browsers end lines in their own way: a cell that nobody touched is not corrected by that.</summary>
    private Dictionary<string, string?> AsInTheFile(DraftPage found)
    {
        var texts = found.Rows.SelectMany(x => x.Cells).Where(x => x.Column is not null).ToDictionary(x => x.Column!, x => x.Text, StringComparer.Ordinal);

        return Typed.ToDictionary(
            x => x.Key, string? (x) => texts.TryGetValue(x.Key, out var text) && text.ReplaceLineEndings() == x.Value.ReplaceLineEndings() ? text : x.Value, StringComparer.Ordinal);
    }
}
