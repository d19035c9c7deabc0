using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers;

/// <summary>How the rows of one sheet fared.</summary>
public sealed record SheetVerdict(int Accepted, int Duplicate, int Rejected)
{
    public static SheetVerdict operator +(SheetVerdict a, SheetVerdict b) => new(a.Accepted + b.Accepted, a.Duplicate + b.Duplicate, a.Rejected + b.Rejected);
}

/// <summary>The verdicts on a part of a ledger; parts add up.</summary>
public sealed record LedgerVerdicts(IReadOnlyDictionary<string, SheetVerdict> Sheets, IReadOnlyList<Rejection> Rejections)
{
    public static readonly LedgerVerdicts None = new(LedgerFormat.Sheets.ToDictionary(x => x.ChineseName(), _ => new SheetVerdict(0, 0, 0)), []);

    private static readonly List<string> Order = [.. LedgerFormat.Sheets.Select(x => x.ChineseName())];

    public static LedgerVerdicts Rejected(LedgerPlan plan) => new(
        LedgerFormat.Sheets.ToDictionary(x => x.ChineseName(), x => new SheetVerdict(0, 0, plan.RejectedRows.GetValueOrDefault(x))), plan.Rejections);

    public static LedgerVerdicts operator +(LedgerVerdicts a, LedgerVerdicts b) => new(
        Order.ToDictionary(x => x, x => a.Sheets[x] + b.Sheets[x]),
        [.. a.Rejections.Concat(b.Rejections).OrderBy(x => Order.IndexOf(x.Sheet)).ThenBy(x => x.Row)]);
}
