using System.IO.Compression;
using System.Text;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class BoundingWhatIsRead
{
    [Fact]
    public void Refuses_a_file_over_its_limit_whether_or_not_it_can_seek()
    {
        var content = new Workbook().With("落地", Workbook.Milestones).Pack();
        var limits = new LedgerLimits(FileBytes: content.Length - 1);

        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(content, "x", limits)).Message.ShouldContain("文件超过");
        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(new Upload(content), "x", limits)).Message.ShouldContain("文件超过");
        LedgerFile.Open(new Upload(content), "x", limits with { FileBytes = content.Length }).Dispose();
    }

    [Fact]
    public void Counts_what_really_comes_out_of_the_zip()
    {
        var packed = Workbook.Zip(CompressionLevel.SmallestSize, null, ("企业.csv", "企业名称"u8.ToArray()), ("填充.bin", new byte[50 << 20]));
        packed.Length.ShouldBeLessThan(100_000);

        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(packed, "x", new LedgerLimits(UnpackedBytes: 20 << 20)))
            .Message.ShouldContain("解开后超过 20 MB");
    }

    [Fact]
    public void Gets_no_more_out_of_a_zip_that_lies_than_it_declares()
    {
        var packed = Workbook.Zip(CompressionLevel.SmallestSize, null, ("填充.bin", new byte[50 << 20]), ("落地.csv", "企业名称,协议编号,落地类型,日期"u8.ToArray()));
        Declare(packed, 50 << 20, 10);

        LedgerFile.Open(packed, "x", new LedgerLimits(UnpackedBytes: 100)).Dispose();
    }

    [Theory]
    [InlineData("<!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>")]
    [InlineData("<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\">")]
    [InlineData("<!DOCTYPE worksheet>")]
    public void Refuses_document_types_and_with_them_every_entity(string doctype)
    {
        var book = new Workbook { Doctype = doctype }.With("落地", Workbook.Milestones);

        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(book.Pack(), "x")).Message.ShouldContain("文件已损坏");
    }

    [Fact]
    public void Refuses_document_types_in_shared_strings_too()
    {
        var packed = new Workbook { SharedStrings = "<si><t>a</t></si>" }.With("落地", "<row><c t=\"s\"><v>0</v></c></row>").Pack();
        using var stream = new MemoryStream();
        stream.Write(packed);

        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/sharedStrings.xml")!.Delete();
            using var entry = zip.CreateEntry("xl/sharedStrings.xml").Open();
            entry.Write("<!DOCTYPE sst [<!ENTITY a \"x\">]><sst><si><t>&a;</t></si></sst>"u8);
        }

        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(stream.ToArray(), "x")).Message.ShouldContain("文件已损坏");
    }

    public static TheoryData<string, string> Absurd => new()
    {
        { "nested", string.Concat(Enumerable.Repeat("<a>", 50_000)) + string.Concat(Enumerable.Repeat("</a>", 50_000)) },
        { "many names", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<n{i}/>")) },
        { "many namespaces", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<n xmlns=\"u{i}\"/>")) },
        { "a long text", Cell("<v>" + new string('x', 40_000) + "</v>") },
        { "a long text in pieces", Cell("<v>" + string.Concat(Enumerable.Repeat("<![CDATA[<<<<<<<<<<]]><!-- -->", 4_000)) + "</v>") },
        { "long runs", Cell("<is>" + string.Concat(Enumerable.Repeat("<r><t>0123456789</t></r>", 4_000)) + "</is>") },
    };

    [Theory]
    [MemberData(nameof(Absurd))]
    public void Stops_at_what_no_workbook_has(string what, string rows)
    {
        var packed = new Workbook().With("落地", Workbook.Milestones + rows).Pack();

        Should.Throw<LedgerUnreadableException>(() =>
        {
            using var file = LedgerFile.Open(packed, what);
            _ = file.Tables.Single().Rows.Count();
        });
    }

    [Fact]
    public void Stops_at_a_tag_that_never_ends_before_it_is_parsed()
    {
        var packed = new Workbook().With("落地", Workbook.Milestones + $"<row a=\"{new string('x', 3 << 20)}\"/>").Pack();

        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(packed, "x")).Message.ShouldContain("文件已损坏");
    }

    [Fact]
    public void Counts_a_shared_text_each_time_it_is_used()
    {
        var book = new Workbook { SharedStrings = $"<si><t>{new string('长', 30_000)}</t></si>" };
        var rows = string.Concat(Enumerable.Range(2, 500).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" t=\"s\"><v>0</v></c></row>"));
        using var file = LedgerFile.Open(book.With("落地", Workbook.Milestones + rows).Pack(), "x", new LedgerLimits(UnpackedBytes: 10_000_000));

        Should.Throw<LedgerUnreadableException>(() => file.Tables.Single().Rows.Count()).Message.ShouldContain("多得不像台账");
    }

    [Fact]
    public void Passes_over_a_million_formatted_rows_and_a_sheet_as_wide_as_Excel()
    {
        var rows = new StringBuilder(Workbook.Milestones).Append("<row r=\"2\"><c r=\"A2\" t=\"str\"><v>甲</v></c><c r=\"XFD2\" t=\"str\"><v>远</v></c></row>");

        for (var i = 3; i <= 300_000; i++)
        {
            rows.Append("<row r=\"").Append(i).Append("\" s=\"1\"><c r=\"B").Append(i).Append("\" s=\"1\"/></row>");
        }

        rows.Append("<row r=\"1048576\" s=\"1\"/>");
        using var file = LedgerFile.Open(new Workbook().With("落地", rows.ToString(), before: "<dimension ref=\"A1:XFD1048576\"/>").Pack(), "x");
        var before = GC.GetAllocatedBytesForCurrentThread();

        file.Tables.Single().Rows.Single()[LedgerFormat.Name].ShouldBe("甲");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    private static string Cell(string content) => $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\">{content}</c></row>";

    /// <summary>Writes another uncompressed size wherever the zip declares one.</summary>
    private static void Declare(byte[] zip, int size, int instead)
    {
        var declared = BitConverter.GetBytes(size);

        for (var i = zip.AsSpan().IndexOf(declared); i >= 0; i = zip.AsSpan().IndexOf(declared))
        {
            BitConverter.GetBytes(instead).CopyTo(zip, i);
        }
    }

    /// <summary>A stream that cannot seek, like a browser's upload.</summary>
    private sealed class Upload(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
