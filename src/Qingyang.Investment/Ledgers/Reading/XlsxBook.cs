using System.IO.Compression;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>
/// Reads xlsx workbooks (ECMA-376 part 1, §18) forward only, with the framework's XmlReader. MiniExcel 1.46.0 writes our workbooks and is
/// not used to read them. It takes no notice of date1904: every day is 1,462 days early, without a word. It does not tell row numbers,
/// and when told to leave out empty rows it loses all that stands below a &lt;row/&gt;; when not, it makes up every row of a gap. Each row
/// costs a dictionary as wide as the sheet declares: 200 rows that declare A1:XFD200 took 134 s. It reads all shared strings again for
/// each sheet, without a limit, finds only parts named sheet…, and fails on a text that begins with its own mark for pictures.
/// </summary>
internal static class XlsxBook
{
    private const string Main = "xl/workbook.xml";

    /// <summary>All worksheets, hidden ones too, in the order of the workbook.</summary>
    public static IReadOnlyList<FileSheet> Sheets(UnpackedZip zip, LedgerLimits limits)
    {
        var (named, date1904) = Workbook(zip);
        var targets = Targets(zip);
        var strings = new Lazy<IReadOnlyList<string>>(() => PartOf(zip, targets, "sharedStrings") is { } part ? XlsxStrings.Read(part) : []);
        var isDate = PartOf(zip, targets, "styles") is { } styles ? XlsxDates.Styles(Small(zip, styles)) : [];
        var sheets = new List<FileSheet>();

        foreach (var (name, id) in named)
        {
            if (targets.GetValueOrDefault(id) is { Type: "worksheet" } target && zip.Find(target.Path) is { } part)
            {
                sheets.Add(new FileSheet(Spelling.Key(name), new XlsxRows(part, strings, isDate, date1904, limits), date1904));
            }
        }

        return sheets;
    }

    private static (List<(string Name, string Id)> Sheets, bool Date1904) Workbook(UnpackedZip zip)
    {
        var sheets = new List<(string, string)>();
        var date1904 = false;
        using var xml = new XmlPart(Small(zip, zip.Find(Main)!));

        while (xml.Read())
        {
            if (xml.Starts("workbookPr"))
            {
                date1904 = xml["date1904"] is "1" or "true";
            }
            else if (xml.Starts("sheet") && xml["name"] is { } name && xml.Relationship is { } id)
            {
                sheets.Add((name, id));
            }
        }

        return (sheets, date1904);
    }

    /// <summary>Where the workbook's parts are, by relationship id; the type is the last word of its address.</summary>
    private static Dictionary<string, (string Type, string Path)> Targets(UnpackedZip zip)
    {
        var targets = new Dictionary<string, (string, string)>(StringComparer.Ordinal);

        if (zip.Find("xl/_rels/workbook.xml.rels") is not { } part)
        {
            throw new InvalidDataException("xl/_rels/workbook.xml.rels is missing");
        }

        using var xml = new XmlPart(Small(zip, part));

        while (xml.Read())
        {
            if (xml.Starts("Relationship") && xml["Id"] is { } id && xml["Target"] is { } target && xml["Type"] is { } type)
            {
                // A target is relative to the workbook's folder, or to the root where it begins with a slash.
                var path = Uri.TryCreate(new Uri("http://zip/xl/"), target, out var full) ? Uri.UnescapeDataString(full.AbsolutePath).TrimStart('/') : target;
                targets[id] = (type[(type.LastIndexOf('/') + 1)..], path);
            }
        }

        return targets;
    }

    private static ZipArchiveEntry? PartOf(UnpackedZip zip, Dictionary<string, (string Type, string Path)> targets, string type) =>
        targets.Values.FirstOrDefault(x => string.Equals(x.Type, type, StringComparison.Ordinal)).Path is { } path ? zip.Find(path) : null;

    private static ZipArchiveEntry Small(UnpackedZip zip, ZipArchiveEntry part) =>
        zip.SizeOf(part) <= LedgerLimits.SmallPartBytes ? part : throw new LedgerUnreadableException(WrongFile.Absurd);
}
