using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A zip of CSV files, one for each sheet, as Excel or WPS on a Chinese desktop writes them.</summary>
internal static class CsvBook
{
    /// <summary>The CSV files of the zip, in whatever folder; the file's name is the sheet's.</summary>
    public static IReadOnlyList<FileSheet> Sheets(UnpackedZip zip) =>
        [.. zip.Names.Where(IsSheet).Select(x => new FileSheet(Spelling.Key(Path.GetFileNameWithoutExtension(x)), new CsvRows(zip.Find(x)!)))];

    // The Mac packs a shadow file, ._企业.csv under __MACOSX, beside each file.
    private static bool IsSheet(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');
}
