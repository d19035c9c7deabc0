using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A row of 企业; <paramref name="County"/> is the GB/T 2260 code.</summary>
public sealed record EnterpriseRow(int Number, string Name, string? Code, string? Origin, string County, string Chain, string Source, string? Remark) : LedgerRow(Number);

public static class EnterpriseRows
{
    public static EnterpriseRow Check(RawRow row, IReadOnlyDictionary<string, string> counties)
    {
        var read = new RowReader(row);

        return new EnterpriseRow(
            read.Number,
            read.Required(LedgerFormat.Name),
            Code(read),
            read.Optional(LedgerFormat.Origin),
            County(read, counties),
            read.Required(LedgerFormat.Chain),
            read.Required(LedgerFormat.Source),
            read.Optional(LedgerFormat.Remark))
        {
            Faults = read.Faults,
        };
    }

    private static string? Code(RowReader read)
    {
        if (read.Code() is { } code && !CreditCode.IsValid(code))
        {
            read.Fault(LedgerFormat.Code, LedgerReasons.CreditCode, Sentence(code));
            return null;
        }

        return read.Code();
    }

    /// <summary>The check character is not told: with it a wrong code would be made to pass instead of being looked up.</summary>
    private static string Sentence(string code)
    {
        var written = LedgerFault.Short(code);
        var strange = code.Where(c => !CreditCode.Characters.Contains(c, StringComparison.Ordinal)).Distinct().ToArray();

        return code.Length != CreditCode.Length ? Say.Of("row.creditCode.length", written, code.Length)
            : strange.Length == 0 ? Say.Of("row.creditCode.check", written)
            : Say.Of("row.creditCode.strange", written, Say.List(strange.Select(x => x.ToString())), Suggestion(strange));
    }

    private static string Suggestion(char[] strange) =>
        strange.Contains('O') ? Say.Of("row.creditCode.letterO") : strange.Contains('I') ? Say.Of("row.creditCode.letterI") : "";

    private static string County(RowReader read, IReadOnlyDictionary<string, string> counties)
    {
        if (read.Required(LedgerFormat.County) is not { Length: > 0 } county)
        {
            return "";
        }

        if (counties.TryGetValue(LedgerCells.Key(county), out var code))
        {
            return code;
        }

        read.Fault(LedgerFormat.County, LedgerReasons.County, Say.Of("row.county", LedgerFault.Short(county), Say.List(counties.Keys)));
        return "";
    }
}
