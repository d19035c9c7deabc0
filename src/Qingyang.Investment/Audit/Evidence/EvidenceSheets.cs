using System.Globalization;
using System.Text;
using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>figures.csv and enterprises.csv, for a spreadsheet: UTF-8 with a byte order mark, CRLF. Files, not screens: in Chinese whoever asks for them.</summary>
public static class EvidenceSheets
{
    /// <summary>What follows from figures.json, row by row: whoever checks the pack makes it again.</summary>
    public static byte[] Figures(long position, IReadOnlyList<EvidenceAnswer> answers)
    {
        var sheet = new StringBuilder();
        Row(sheet, "口径", "截至", "日志位置", "县区代码", "县区", "在册", "对接", "签约", "落地");

        foreach (var answer in answers)
        {
            string[] start = [answer.Definition, Day(answer.AsOf), Number(position)];
            Row(sheet, [.. start, "", "全部", Number(answer.Registered), Number(answer.Contacted), Number(answer.Signed), Number(answer.Landed)]);

            foreach (var county in answer.Counties)
            {
                Row(sheet, [.. start, county.Key, county.Name, "", Number(county.Contacted), Number(county.Signed), Number(county.Landed)]);
            }
        }

        return Bytes(sheet);
    }

    /// <summary>The enterprises of the pack, with the day on which each reached a stage and the log position of the event that put it there.</summary>
    /// <param name="enterprises">Those in the books.</param>
    /// <param name="reached">For each dated stage, when and by what.</param>
    public static byte[] Enterprises(IReadOnlyList<FigureEnterprise> enterprises, IReadOnlyList<IReadOnlyDictionary<Guid, FigureEnterprise>> reached)
    {
        var sheet = new StringBuilder();
        Row(sheet, "企业编号", "企业", "统一社会信用代码", "县区", "产业链", "线索来源", "注册地", "登记的日志位置", "对接", "对接依据", "签约", "签约依据", "落地", "落地依据");

        foreach (var x in enterprises.OrderBy(x => x.Position))
        {
            Row(sheet, [x.Id.ToString(), x.Name, x.CreditCode ?? "", x.County, x.Chain, x.Source, x.Origin ?? "", Number(x.Position), .. reached.SelectMany(stage =>
                stage.TryGetValue(x.Id, out var there) ? (string[])[Day(there.ReachedOn!.Value), Number(there.Position)] : ["", ""])]);
        }

        return Bytes(sheet);
    }

    /// <summary>A cell as CSV (RFC 4180) has it. What a spreadsheet would run as a formula gets an apostrophe in front.</summary>
    public static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static void Row(StringBuilder sheet, params string[] cells) => sheet.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static byte[] Bytes(StringBuilder sheet) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(sheet.ToString())];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
