using Qingyang.Investment.Contacts;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A row of 对接.</summary>
public sealed record ContactRow(
    int Number,
    LedgerParty Party,
    DateOnly On,
    ContactMethod Method,
    string PerformedBy,
    string? ContactPerson,
    string? Phone,
    string Content) : LedgerRow(Number)
{
    public override string ToString() => nameof(ContactRow);
}

public static class ContactRows
{
    public static ContactRow Check(RawRow row, DateOnly today)
    {
        var read = new RowReader(row);

        return new ContactRow(
            read.Number,
            read.Party(),
            read.Date(LedgerFormat.ContactedOn, today),
            read.OneOf<ContactMethod>(LedgerFormat.Method, LedgerReasons.Method, x => ContactMethods.TryParse(x, out var method) ? method : null, ContactMethods.All),
            read.Required(LedgerFormat.PerformedBy),
            read.Optional(LedgerFormat.ContactPerson),
            read.Optional(LedgerFormat.Phone),
            read.Required(LedgerFormat.Content))
        {
            Faults = read.Faults,
        };
    }
}
