using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>Reads what somebody wants a row to say, beside what the file says.</summary>
public static class CorrectionReading
{
    /// <summary>
    /// The correction; or what is wrong with it, as the field and a sentence. Neither: it says what the file says, which is no correction.
    /// Columns may be named as the format or as the sheet's own header names them.
    /// </summary>
    public static (RowCorrection? Correction, LedgerFault? Fault) Read(LedgerSheet sheet, LedgerHeader header, IReadOnlyList<string> cells, CorrectedCells corrected, string by)
    {
        if (corrected.Cells is null)
        {
            return Wrong("cells", "请在 cells 里写明要改的列和改成什么；要把这一行留在外面，请写 \"cells\": {}。");
        }

        var reason = LedgerCells.Text(corrected.Reason) is { Length: > 0 } text ? text : null;

        if (reason?.Length > CorrectRow.LongestReason)
        {
            return Wrong("reason", $"理由不能超过 {CorrectRow.LongestReason} 个字。");
        }

        var columns = sheet.Required().Concat(sheet.Optional()).Where(x => header.IndexOf(x) >= 0).OrderBy(header.IndexOf).ToList();
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);

        foreach (var (name, value) in corrected.Cells)
        {
            var (column, written) = (Spelling.Key(name).Trim('*'), LedgerCells.Text(value));

            if (!columns.Contains(column, StringComparer.Ordinal))
            {
                return Wrong(name, $"「{sheet.ChineseName()}」表里没有可以更正的列{LedgerFault.Quote(name)}；可以更正：{string.Join('、', columns)}。");
            }

            if (!named.Add(column))
            {
                return Wrong(name, $"「{column}」写了两次，请只写一次。");
            }

            if (written.Length > LedgerLimits.CellCharacters)
            {
                return Wrong(name, $"「{column}」太长，一格不能超过 {LedgerLimits.CellCharacters} 个字。");
            }

            if (header.IndexOf(column) is var i && written != (i < cells.Count ? cells[i] : ""))
            {
                changed[column] = written;
            }
        }

        return corrected.Cells.Count > 0 && changed.Count == 0 ? (null, null) : (new RowCorrection(changed, by, reason), null);
    }

    private static (RowCorrection?, LedgerFault?) Wrong(string field, string sentence) => (null, new LedgerFault(field, LedgerReasons.Required, sentence));
}
