using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A row of 包抓. <paramref name="Ends"/> is null while the assignment stands.</summary>
public sealed record AssignmentRow(int Number, LedgerParty Party, string LeadOfficial, string? Post, string TaskForce, DateOnly Starts, DateOnly? Ends) : LedgerRow(Number);

public static class AssignmentRows
{
    public static AssignmentRow Check(RawRow row, DateOnly today)
    {
        var read = new RowReader(row);
        var party = read.Party();
        var official = read.Required(LedgerFormat.LeadOfficial);
        var taskForce = read.Required(LedgerFormat.TaskForce);
        var starts = read.Date(LedgerFormat.Starts, today);
        var ends = read.OptionalDate(LedgerFormat.Ends, today);

        if (starts != default && ends < starts)
        {
            read.Fault(LedgerFormat.Ends, LedgerReasons.DateRange, Say.Of("row.assignment.ends", ends, starts));
        }

        return new AssignmentRow(read.Number, party, official, read.Optional(LedgerFormat.Post), taskForce, starts, ends)
        {
            Faults = read.Faults,
        };
    }
}
