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
            return Wrong("cells", Say.Of("correction.cells.missing"));
        }

        var reason = LedgerCells.Text(corrected.Reason) is { Length: > 0 } text ? text : null;

        if (reason?.Length > CorrectRow.LongestReason)
        {
            return Wrong("reason", Say.Of("correction.reason.long", CorrectRow.LongestReason));
        }

        var columns = sheet.Required().Concat(sheet.Optional()).Where(x => header.IndexOf(x) >= 0).OrderBy(header.IndexOf).ToList();
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);

        foreach (var (name, value) in corrected.Cells)
        {
            var (column, written) = (Spelling.Key(name).Trim('*'), LedgerCells.Text(value));

            if (!columns.Contains(column, StringComparer.Ordinal))
            {
                return Wrong(name, Say.Of("correction.column.unknown", sheet.ChineseName(), LedgerFault.Short(name), Say.List(columns)));
            }

            if (!named.Add(column))
            {
                return Wrong(name, Say.Of("correction.column.twice", column));
            }

            if (written.Length > LedgerLimits.CellCharacters)
            {
                return Wrong(name, Say.Of("correction.cell.long", column, LedgerLimits.CellCharacters));
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
