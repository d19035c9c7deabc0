using Qingyang.Investment.Enterprises;

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
        var written = $"统一社会信用代码{LedgerFault.Quote(code)}";
        var strange = code.Where(c => !CreditCode.Characters.Contains(c, StringComparison.Ordinal)).Distinct().ToArray();

        return code.Length != CreditCode.Length ? $"{written}有 {code.Length} 位，应为 18 位，请对照营业执照核对。"
            : strange.Length == 0 ? $"{written}的校验位不对，多半有一位录错，请对照营业执照核对。"
            : $"{written}里有代码中不会出现的字符 {string.Join('、', strange)}{Suggestion(strange)}，请对照营业执照核对。";
    }

    private static string Suggestion(char[] strange) =>
        strange.Contains('O') ? "（字母 O 是不是数字 0？）" : strange.Contains('I') ? "（字母 I 是不是数字 1？）" : "";

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

        read.Fault(LedgerFormat.County, LedgerReasons.County, $"「意向县区」填的是{LedgerFault.Quote(county)}，只能填：{string.Join('、', counties.Keys)}。");
        return "";
    }
}
