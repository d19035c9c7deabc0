using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Sentences for files that are something else: what it is, and what to do.</summary>
internal static class WrongFile
{
    private static string Wanted => Say.Of("file.wanted");

    public static string Empty => Say.Of("file.empty");
    public static string Encrypted => Say.Of("file.encrypted");
    public static string Truncated => Say.Of("file.truncated");

    /// <summary>What a file is that does not begin like a zip.</summary>
    public static string NotZip(ReadOnlySpan<byte> start, Func<bool> isProtected)
    {
        if (start.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return isProtected()
                ? Say.Of("file.protected")
                : Say.Of("file.xls");
        }

        return start.StartsWith("Rar!"u8) || start.StartsWith((byte[])[0x37, 0x7A, 0xBC, 0xAF]) || start.StartsWith((byte[])[0x1F, 0x8B])
            ? Say.Of("file.archive")
            : start.StartsWith("%PDF"u8) ? Say.Of("file.pdf") + Wanted
            : start.TrimStart("\uFEFF \r\n\t"u8).StartsWith("<"u8) ? Say.Of("file.markup")
            : Say.Of("file.other") + Wanted;
    }

    /// <summary>What a zip is that has neither a workbook nor one of the CSV files.</summary>
    public static string Zip(UnpackedZip zip) =>
        zip.Find("word/document.xml") is not null ? Say.Of("file.word") + Wanted
        : zip.Find("ppt/presentation.xml") is not null ? Say.Of("file.ppt") + Wanted
        : zip.Find("xl/workbook.bin") is not null ? Say.Of("file.xlsb")
        : zip.Find("META-INF/manifest.xml") is not null ? Say.Of("file.ods")
        : zip.Names.Any(x => x.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)) ? Say.Of("file.zippedXlsx")
        : Say.Of("file.zipWithout") + Wanted;

    public static string NoSheet(IReadOnlyList<FileSheet> sheets) =>
        Say.Of("file.noSheet", Some(sheets));

    public static string Absurd => Say.Of("file.absurd");

    public static string TooLarge(long bytes) => Say.Of("file.large", Size(bytes));

    public static string TooLargeUnpacked(long bytes) => Say.Of("file.largeUnpacked", Size(bytes));

    private static string Some(IReadOnlyList<FileSheet> sheets) =>
        sheets.Count == 0 ? Say.Of("file.noSheetAtAll")
        : Say.List(sheets.Take(5).Select(x => LedgerFault.Short(x.Key))) is var some && sheets.Count > 5 ? Say.Of("file.andOthers", some) : some;

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MB" : Say.Of("file.bytes", bytes);
}
