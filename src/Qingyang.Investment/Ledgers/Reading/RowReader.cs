using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Reads the cells of one row and gathers every fault on the way, with its sentence.</summary>
internal sealed class RowReader(RawRow row)
{
    private List<LedgerFault>? _faults;

    public int Number => row.Number;

    public IReadOnlyList<LedgerFault> Faults => (IReadOnlyList<LedgerFault>?)_faults ?? [];

    public void Fault(string column, string reason, string message) => (_faults ??= []).Add(new LedgerFault(column, reason, message));

    public string? Optional(string column) => LedgerCells.Text(row[column]) is { } text && LedgerCells.Key(text).Length > 0 ? text : null;

    public string Required(string column)
    {
        if (Optional(column) is { } text)
        {
            return text;
        }

        Fault(column, LedgerReasons.Required, Say.Of("row.missing", column));
        return "";
    }

    public LedgerParty Party()
    {
        var party = new LedgerParty(Optional(LedgerFormat.Name), Code());

        if (party is { Name: null, Code: null })
        {
            Fault(LedgerFormat.Name, LedgerReasons.Required, Say.Of("row.party.missing"));
        }

        return party;
    }

    public string? Code() => CreditCode.Normalise(LedgerCells.Text(row[LedgerFormat.Code])) is { Length: > 0 } code ? code : null;

    /// <summary>A value of a closed vocabulary, read by <paramref name="from"/>.</summary>
    public T OneOf<T>(string column, string reason, Func<string, T?> from, string names) where T : struct
    {
        if (Required(column) is not { Length: > 0 } text)
        {
            return default;
        }

        if (from(text) is { } value)
        {
            return value;
        }

        Fault(column, reason, Say.Of("row.oneOf", column, LedgerFault.Short(text), names));
        return default;
    }

    public DateOnly Date(string column, DateOnly today)
    {
        var cell = row[column];
        var reason = LedgerCells.Date(cell, today, out var date);

        if (reason is not null)
        {
            var written = LedgerFault.Short(LedgerCells.Text(cell));

            Fault(column, reason, reason switch
            {
                LedgerReasons.Required => Say.Of("row.missing", column),
                LedgerReasons.DateRange => Say.Of("row.day.range", column, written, today),
                _ => Say.Of("row.day.wrong", column, written),
            });
        }

        return date;
    }

    public DateOnly? OptionalDate(string column, DateOnly today) =>
        Optional(column) is not null && Date(column, today) is var date && date != default ? date : null;

    public (decimal Wan, string Text) Amount(string column)
    {
        var reason = LedgerCells.Amount(row[column], out var wan, out var text);

        if (reason is not null)
        {
            Fault(column, reason, reason is LedgerReasons.Required
                ? Say.Of("row.missing", column)
                : Say.Of("row.amount.wrong", column, LedgerFault.Short(text)));
        }

        return (wan, text);
    }
}
