namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// How much of a file is read before it is turned away, in bytes. <paramref name="UnpackedBytes"/> counts what really comes out of the
/// zip (sizes that a zip declares can lie), and once more, in characters, the texts of all cells: a text that a workbook keeps once may
/// stand in a million cells.
/// </summary>
public sealed record LedgerLimits(long FileBytes = 64L << 20, long UnpackedBytes = 1L << 30)
{
    /// <summary>Columns to the right of this one are not looked at.</summary>
    internal const int Columns = 256;

    /// <summary>Excel's own limits: more is not a file of Excel or WPS.</summary>
    internal const int Rows = 1_048_576, CellCharacters = 32_767;

    /// <summary>Texts kept in memory while a workbook is read; the ledger of 2026-04 has 71,461 with 3 million characters.</summary>
    internal const int SharedStrings = 2_000_000, SharedStringCharacters = 64 << 20;

    /// <summary>What is read whole before the rows: the list of sheets, the styles.</summary>
    internal const long SmallPartBytes = 8 << 20;

    internal const int ZipEntries = 10_000;
}
