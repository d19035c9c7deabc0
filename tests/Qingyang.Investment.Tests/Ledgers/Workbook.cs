using System.IO.Compression;
using System.Text;

namespace Qingyang.Investment.Tests.Ledgers;

/// <summary>A workbook written by hand, part by part, so that a test can say exactly what stands in it.</summary>
internal sealed class Workbook
{
    public const string Milestones = "<row r=\"1\">" + "<c r=\"A1\" t=\"inlineStr\"><is><t>企业名称</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>协议编号</t></is></c>"
        + "<c r=\"C1\" t=\"inlineStr\"><is><t>落地类型</t></is></c><c r=\"D1\" t=\"inlineStr\"><is><t>日期</t></is></c><c r=\"E1\" t=\"inlineStr\"><is><t>地点</t></is></c></row>";

    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string Path, string Xml, string State)> _sheets = [];

    public string? SharedStrings { get; init; }

    /// <summary>Style 1 shows a number as a day by a format of its own, style 2 by the Chinese built-in one; style 0 and 3 show a number.</summary>
    public string Styles { get; init; } = $"""
        <styleSheet {Main}><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="0&quot;day&quot;"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="31"/><xf numFmtId="177"/></cellXfs></styleSheet>
        """;

    public bool Date1904 { get; init; }

    public string Doctype { get; init; } = "";

    /// <summary>A sheet whose sheetData is <paramref name="rows"/>.</summary>
    public Workbook With(string name, string rows, string? path = null, string before = "", string state = "visible")
    {
        path ??= $"worksheets/sheet{_sheets.Count + 1}.xml";
        _sheets.Add((name, path, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{Doctype}<worksheet {Main}>{before}<sheetData>{rows}</sheetData></worksheet>", state));
        return this;
    }

    public byte[] Pack(CompressionLevel level = CompressionLevel.Fastest)
    {
        var sheets = string.Concat(_sheets.Select((x, i) => $"<sheet name=\"{x.Name}\" sheetId=\"{i + 1}\" state=\"{x.State}\" r:id=\"rId{i + 1}\"/>"));
        var targets = string.Concat(_sheets.Select((x, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Document}/worksheet\" Target=\"{x.Path}\"/>"));

        return Zip(level, [
            ("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Document}\"><workbookPr date1904=\"{(Date1904 ? 1 : 0)}\"/><sheets>{sheets}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{targets}"
                + $"<Relationship Id=\"s\" Type=\"{Document}/styles\" Target=\"styles.xml\"/><Relationship Id=\"t\" Type=\"{Document}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
            ("xl/styles.xml", Styles),
            .. SharedStrings is null ? Array.Empty<(string, string)>() : [("xl/sharedStrings.xml", $"<sst {Main}>{SharedStrings}</sst>")],
            .. _sheets.Select(x => (x.Path.StartsWith('/') ? x.Path[1..] : "xl/" + x.Path, x.Xml)),
        ]);
    }

    public static byte[] Zip(params (string Name, string Text)[] files) => Zip(CompressionLevel.Fastest, files);

    public static byte[] Zip(CompressionLevel level, params (string Name, string Text)[] files) =>
        Zip(level, null, [.. files.Select(x => (x.Name, Encoding.UTF8.GetBytes(x.Text)))]);

    public static byte[] Zip(CompressionLevel level, Encoding? names, params (string Name, byte[] Bytes)[] files)
    {
        var packed = new MemoryStream();

        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true, names))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }
}
