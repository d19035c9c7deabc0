using Qingyang.Investment.Enterprises;

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

        Fault(column, LedgerReasons.Required, $"「{column}」没有填写，请补上。");
        return "";
    }

    public LedgerParty Party()
    {
        var party = new LedgerParty(Optional(LedgerFormat.Name), Code());

        if (party is { Name: null, Code: null })
        {
            Fault(LedgerFormat.Name, LedgerReasons.Required, "「企业名称」和「统一社会信用代码」都没有填写，请至少补上一个。");
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

        Fault(column, reason, $"「{column}」填的是{LedgerFault.Quote(text)}，只能填：{names}。");
        return default;
    }

    public DateOnly Date(string column, DateOnly today)
    {
        var cell = row[column];
        var reason = LedgerCells.Date(cell, today, out var date);

        if (reason is not null)
        {
            var written = LedgerFault.Quote(LedgerCells.Text(cell));

            Fault(column, reason, reason switch
            {
                LedgerReasons.Required => $"「{column}」没有填写，请补上。",
                LedgerReasons.DateRange => FormattableString.Invariant($"「{column}」{written}不在 2000-01-01 到今天（{today:yyyy-MM-dd}）之间，请核对。"),
                _ => $"「{column}」{written}不是日期，请写成 2024-03-05 的样子。",
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
                ? $"「{column}」没有填写，请补上。"
                : $"「{column}」{LedgerFault.Quote(text)}不是大于零的金额，请填数字（单位万元），或写成 1200万元、3.66亿元 的样子。");
        }

        return (wan, text);
    }
}
