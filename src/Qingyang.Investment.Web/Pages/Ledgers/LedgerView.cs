using System.Globalization;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Web.Pages.Ledgers;

/// <summary>Which rows of a ledger its page shows: what stands in the address. <paramref name="At"/>: a row that is shown whatever else is.</summary>
public sealed record LedgerView(Guid Id, LedgerSheet? Sheet, string Verdict, string? Reason, int Page, RowPlace? At)
{
    /// <summary>Beside the verdicts: rows that somebody corrected, whatever became of them.</summary>
    public const string Corrected = "corrected";

    public const int Size = 20;

    public WhichRows Rows => Verdict == Corrected ? new WhichRows(Sheet, Reason: Reason, Corrected: true) : new WhichRows(Sheet, Verdict, Reason: Reason);

    public string Address => string.Join('&', Parts()) is { Length: > 0 } parts ? $"/ledgers/{Id}?{parts}" : $"/ledgers/{Id}";

    public static LedgerView Of(Guid id, IQueryCollection query)
    {
        var verdict = query["verdict"].ToString();

        return new LedgerView(
            id, LedgerFormat.SheetOf(query["sheet"]), DraftRows.Verdicts.Append(Corrected).Contains(verdict, StringComparer.Ordinal) ? verdict : DraftRows.Rejected,
            query["reason"].ToString() is { Length: > 0 } reason ? reason : null,
            int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1,
            query["at"].ToString().Split('-') is [var sheet, var row] && LedgerFormat.SheetOf(sheet) is { } where && int.TryParse(row, CultureInfo.InvariantCulture, out var number) ? new RowPlace(where, number) : null);
    }

    /// <summary>Other rows, from the first page on.</summary>
    public string Link(LedgerSheet? sheet, string verdict, string? reason = null) =>
        (this with { Sheet = sheet, Verdict = verdict, Reason = reason, Page = 1, At = null }).Address + "#rows";

    public string Link(int page) => (this with { Page = page, At = null }).Address + "#rows";

    private IEnumerable<string> Parts()
    {
        if (Sheet is { } sheet)
        {
            yield return "sheet=" + Uri.EscapeDataString(sheet.ChineseName());
        }

        if (Verdict != DraftRows.Rejected)
        {
            yield return "verdict=" + Verdict;
        }

        if (Reason is not null)
        {
            yield return "reason=" + Uri.EscapeDataString(Reason);
        }

        if (Page > 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"page={Page}");
        }

        if (At is { } at)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"at={Uri.EscapeDataString(at.Sheet.ChineseName())}-{at.Row}");
        }
    }
}
