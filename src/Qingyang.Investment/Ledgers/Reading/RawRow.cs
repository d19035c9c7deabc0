namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A row as it stands in a file, before anything is known of its columns. Cells are null, string, double, bool or DateTime.</summary>
internal readonly record struct SheetRow(int Number, object?[] Cells);

/// <summary>A row of a ledger sheet as it stands; <paramref name="number"/> is the row number as Excel shows it. Where it was corrected, with the correction in its place.</summary>
public sealed class RawRow(int number, LedgerHeader header, object?[] cells)
{
    public RowCorrection? Correction { get; init; }

    public int Number => number;

    /// <summary>The cell under a column of the format: null (also where the sheet has no such column), string, double, bool or DateTime.</summary>
    public object? this[string column] => header.IndexOf(column) is var i && i >= 0 && i < cells.Length ? cells[i] : null;

    /// <summary>One for each of <see cref="LedgerHeader.Texts"/>.</summary>
    internal IReadOnlyList<object?> Cells => [.. header.Texts.Select((_, i) => i < cells.Length ? cells[i] : null)];

    /// <summary>All cells as text, one for each of <see cref="LedgerHeader.Texts"/>: what a list of rejected rows shows.</summary>
    public IReadOnlyList<string> Texts => [.. Cells.Select(LedgerCells.Text)];
}
