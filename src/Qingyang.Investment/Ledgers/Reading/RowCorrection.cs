using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// What somebody put in the place of a row's cells before the ledger was recorded (入账前更正), by column of the format. Without any cell
/// the row is left out. It stands beside the file, which never changes.
/// </summary>
public sealed record RowCorrection(IReadOnlyDictionary<string, string> Cells, string By, string? Reason = null)
{
    public bool LeavesOut => Cells.Count == 0;

    /// <summary>The row's cells with the corrected ones in their places.</summary>
    internal object?[] Over(object?[] cells, LedgerHeader header)
    {
        var places = Cells.Select(x => (Index: header.IndexOf(x.Key), x.Value)).Where(x => x.Index >= 0).ToList();
        var corrected = new object?[places.Select(x => x.Index + 1).Append(cells.Length).Max()];
        cells.CopyTo(corrected, 0);

        foreach (var (index, text) in places)
        {
            corrected[index] = text.Length == 0 ? null : text;
        }

        return corrected;
    }

    internal LedgerFault ToFault() => new(
        LedgerFormat.Name, LedgerReasons.LeftOut, Say.Of("row.leftOut", By) + (Reason is null ? "" : Say.Of("row.leftOut.reason", Reason.TrimEnd('。'))));
}

/// <summary>The corrections of one ledger, by sheet and row.</summary>
public sealed class LedgerCorrections : Dictionary<(LedgerSheet Sheet, int Row), RowCorrection>;
