using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A rejected row: its number, its cells as they stood (<see cref="RawRow.Texts"/>), and everything that is wrong with it.</summary>
public sealed record RejectedRow(int Number, IReadOnlyList<string> Cells, IReadOnlyList<LedgerFault> Faults);

/// <summary>The rejected rows of one sheet; <paramref name="Columns"/> are its header texts as they stood (<see cref="LedgerHeader.Texts"/>).</summary>
public sealed record RejectedSheet(LedgerSheet Sheet, IReadOnlyList<string> Columns, IEnumerable<RejectedRow> Rows);

/// <summary>
/// 退回的行: the workbook in which staff mend rejected rows. It can be uploaded again as it is: the three columns in front are not
/// the ledger's and are ignored.
/// </summary>
public static class RejectionsWorkbook
{
    private static readonly string[] Added = ["行号", "问题列", "原因"];

    // An empty cell stays empty, and the header stays free of filter buttons: the sheet is to be uploaded again.
    private static readonly OpenXmlConfiguration Configuration = new() { AutoFilter = false, WriteEmptyStringAsNull = true };

    public static string NameFor(string ledger) => $"退回-{Path.GetFileNameWithoutExtension(ledger)}.xlsx";

    public static void Write(Stream stream, IEnumerable<RejectedSheet> sheets)
    {
        var content = sheets.ToDictionary(x => x.Sheet.ChineseName(), x => (object)Rows(x), StringComparer.Ordinal);

        if (content.Count == 0)
        {
            content["没有退回的行"] = Array.Empty<Dictionary<string, object>>();
        }

        // The header is written as the first row: header texts may be empty or stand twice, keys of a dictionary may not.
        stream.SaveAs(content, printHeader: false, configuration: Configuration);
    }

    /// <summary>
    /// Every cell is written as text, never as a formula or a number: =1+1, @SUM or +86 stay what somebody typed, and a long number keeps
    /// its digits.
    /// </summary>
    private static IEnumerable<Dictionary<string, object>> Rows(RejectedSheet sheet)
    {
        // A sheet that was already such a list does not get the three columns twice.
        int[] kept = [.. Enumerable.Range(0, sheet.Columns.Count).Where(i => !Added.Contains(LedgerCells.Key(sheet.Columns[i]), StringComparer.Ordinal))];

        yield return Row([.. Added, .. kept.Select(i => sheet.Columns[i])]);

        foreach (var row in sheet.Rows)
        {
            yield return Row([
                row.Number.ToString(CultureInfo.InvariantCulture),
                string.Join('、', row.Faults.Select(x => x.Column).Distinct(StringComparer.Ordinal)),
                string.Join('\n', row.Faults.Select(x => x.Message)),
                .. kept.Select(i => i < row.Cells.Count ? row.Cells[i] : ""),
            ]);
        }
    }

    private static Dictionary<string, object> Row(IEnumerable<string> cells) =>
        cells.Index().ToDictionary(x => x.Index.ToString(CultureInfo.InvariantCulture), x => (object)x.Item, StringComparer.Ordinal);
}
