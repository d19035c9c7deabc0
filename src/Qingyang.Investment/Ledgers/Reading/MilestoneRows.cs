using Qingyang.Investment.Milestones;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A row of 落地. <paramref name="AgreementNumber"/> is in the form in which numbers are compared.</summary>
public sealed record MilestoneRow(int Number, LedgerParty Party, string AgreementNumber, MilestoneKind Kind, DateOnly On, string? Place) : LedgerRow(Number);

public static class MilestoneRows
{
    // The ledger does not know 达产: it is recorded in the product only, with its evidence.
    private static readonly string Names = string.Join('、', Enum.GetValues<MilestoneKind>().Where(IsOfTheLedger).Select(x => x.ToChinese()));

    public static MilestoneRow Check(RawRow row, DateOnly today)
    {
        var read = new RowReader(row);

        return new MilestoneRow(
            read.Number,
            read.Party(),
            AgreementRows.AgreementNumber(read),
            read.OneOf(LedgerFormat.MilestoneKind, LedgerReasons.Milestone, From, Names),
            read.Date(LedgerFormat.ReachedOn, today),
            read.Optional(LedgerFormat.Place))
        {
            Faults = read.Faults,
        };
    }

    private static MilestoneKind? From(string name) => MilestoneKinds.TryParse(name, out var kind) && IsOfTheLedger(kind) ? kind : null;

    private static bool IsOfTheLedger(MilestoneKind kind) => kind != MilestoneKind.FullCapacity;
}
