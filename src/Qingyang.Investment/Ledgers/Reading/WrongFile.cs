namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Sentences for files that are something else: what it is, and what to do.</summary>
internal static class WrongFile
{
    private const string Wanted = "请上传 xlsx 工作簿，或由 企业.csv、对接.csv、签约.csv、落地.csv、包抓.csv 压缩成的 zip。";

    public const string Empty = "文件是空的；请重新导出后再上传。";
    public const string Encrypted = "压缩包加了密码；请去掉密码重新压缩后再上传。";
    public const string Truncated = "文件不完整，可能没有下载完或没有传完；请重新下载或导出后再上传。";

    /// <summary>What a file is that does not begin like a zip.</summary>
    public static string NotZip(ReadOnlySpan<byte> start, Func<bool> isProtected)
    {
        if (start.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return isProtected()
                ? "工作簿加了打开密码；请在 Excel 或 WPS 里去掉密码，另存后再上传。"
                : "这是旧版 xls（或 et）工作簿；请在 Excel 或 WPS 里另存为 xlsx 再上传。";
        }

        return start.StartsWith("Rar!"u8) || start.StartsWith((byte[])[0x37, 0x7A, 0xBC, 0xAF]) || start.StartsWith((byte[])[0x1F, 0x8B])
            ? "这是 rar、7z 或 gz 压缩包；请改用 zip 压缩，或直接上传 xlsx 工作簿。"
            : start.StartsWith("%PDF"u8) ? "这是 PDF 文件；" + Wanted
            : start.TrimStart("\uFEFF \r\n\t"u8).StartsWith("<"u8) ? "这是网页或 XML 格式，只是名字像工作簿；请在 Excel 或 WPS 里另存为 xlsx 再上传。"
            : "这不是 xlsx 工作簿，也不是 zip 压缩包；" + Wanted;
    }

    /// <summary>What a zip is that has neither a workbook nor one of the CSV files.</summary>
    public static string Zip(UnpackedZip zip) =>
        zip.Find("word/document.xml") is not null ? "这是 Word 文档；" + Wanted
        : zip.Find("ppt/presentation.xml") is not null ? "这是 PPT 文稿；" + Wanted
        : zip.Find("xl/workbook.bin") is not null ? "这是 xlsb 二进制工作簿；请在 Excel 里另存为 xlsx 再上传。"
        : zip.Find("META-INF/manifest.xml") is not null ? "这是 OpenDocument 文件；请另存为 xlsx 再上传。"
        : zip.Names.Any(x => x.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)) ? "压缩包里是 xlsx 工作簿；请解压后直接上传里面的工作簿。"
        : "压缩包里没有台账的表；" + Wanted;

    public static string NoSheet(IReadOnlyList<FileSheet> sheets) =>
        $"没有找到台账的表（企业、对接、签约、落地、包抓），文件里只有：{Some(sheets)}；请核对表名后再上传。";

    public const string Absurd = "工作簿里的内容多得不像台账；请删去多余的表、行和空白格式，另存后再上传。";

    public static string TooLarge(long bytes) => $"文件超过 {Size(bytes)}；请按年份分成几个文件再上传。";

    public static string TooLargeUnpacked(long bytes) => $"文件解开后超过 {Size(bytes)}，不像正常的台账；请删去多余的表和空白格式，另存后再上传。";

    private static string Some(IReadOnlyList<FileSheet> sheets) =>
        sheets.Count == 0 ? "（无）" : string.Join('、', sheets.Take(5).Select(x => LedgerFault.Short(x.Key))) + (sheets.Count > 5 ? "等" : "");

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MB" : $"{bytes} 字节";
}
