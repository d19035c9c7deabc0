using System.Text;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class RefusingOtherFiles
{
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1024]];

    public static TheoryData<string, byte[], string> Others => new()
    {
        { "empty", [], "文件是空的" },
        { "xls", Ole, "旧版 xls" },
        { "xlsx with a password", [.. Ole, .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[64]], "加了打开密码" },
        { "text", "企业名称,统一社会信用代码"u8.ToArray(), "这不是 xlsx 工作簿，也不是 zip 压缩包" },
        { "one byte", [0x50], "这不是 xlsx 工作簿，也不是 zip 压缩包" },
        { "html", "\uFEFF\n<html><table>"u8.ToArray(), "网页或 XML 格式" },
        { "pdf", "%PDF-1.7"u8.ToArray(), "PDF" },
        { "rar", "Rar!\u001A\u0007"u8.ToArray(), "rar、7z" },
        { "docx", Workbook.Zip(("word/document.xml", "<w/>")), "Word 文档" },
        { "pptx", Workbook.Zip(("ppt/presentation.xml", "<p/>")), "PPT" },
        { "xlsb", Workbook.Zip(("xl/workbook.bin", "")), "xlsb" },
        { "ods", Workbook.Zip(("META-INF/manifest.xml", "<m/>"), ("content.xml", "<o/>")), "OpenDocument" },
        { "zipped xlsx", Workbook.Zip(("台账.xlsx", "PK")), "请解压后直接上传" },
        { "empty zip", Workbook.Zip(), "压缩包里没有台账的表" },
        { "shadows of a Mac", Workbook.Zip(("__MACOSX/._企业.csv", "x"), (".DS_Store", "x")), "压缩包里没有台账的表" },
        { "other csv", Workbook.Zip(("人员.csv", "姓名")), "没有找到台账的表（企业、对接、签约、落地、包抓），文件里只有：人员" },
        { "other workbook", new Workbook().With("Sheet1", "").Pack(), "文件里只有：Sheet1" },
        { "broken off", Good()[..^100], "文件不完整" },
        { "only the beginning", Good()[..40], "文件不完整" },
        { "encrypted entry", Encrypted(), "压缩包加了密码" },
        { "damaged in the middle", Damaged(), "文件已损坏" },
        { "no relationships", Workbook.Zip(("xl/workbook.xml", "<workbook/>")), "文件已损坏" },
        { "not XML", Workbook.Zip(("xl/workbook.xml", "{}"), ("xl/_rels/workbook.xml.rels", "")), "文件已损坏" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Says_in_one_sentence_what_it_is(string name, byte[] content, string sentence)
    {
        var message = Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(content, name)).Message;

        message.ShouldContain(sentence);
        message.ShouldEndWith("。");
        message.Count(c => c == '。').ShouldBe(1);
    }

    [Fact]
    public void Names_nothing_by_its_extension() => LedgerFile.Open(Good(), "台账.xls").Dispose();

    [Fact]
    public void Closes_the_stream()
    {
        var stream = new MemoryStream("nothing"u8.ToArray());

        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(stream, "x"));
        stream.CanRead.ShouldBeFalse();
    }

    [Theory]
    [InlineData("<row r=\"3\"/><row r=\"2\"/>")]
    [InlineData("<row r=\"1048577\"/>")]
    [InlineData("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>5</v></c></row>")]
    [InlineData("<row r=\"2\"><c r=\"$A$2\"><v>5</v></c></row>")]
    [InlineData("<row r=\"x\"/>")]
    [InlineData("<row r=\"2\"><c>")]
    public void Says_on_reading_that_rows_are_damaged(string rows)
    {
        using var file = LedgerFile.Open(new Workbook().With("落地", Workbook.Milestones + rows).Pack(), "台账.xlsx");

        Should.Throw<LedgerUnreadableException>(() => file.Tables.Single().Rows.Count()).Message.ShouldContain("文件已损坏");
    }

    private static byte[] Good() => new Workbook().With("落地", Workbook.Milestones).Pack();

    /// <summary>Sets the flag that says "encrypted" in the header of each entry and in the list of contents.</summary>
    private static byte[] Encrypted()
    {
        var zip = Good();

        for (var i = 0; i < zip.Length - 4; i++)
        {
            if (zip.AsSpan(i).StartsWith("PK\u0003\u0004"u8))
            {
                zip[i + 6] |= 1;
            }
            else if (zip.AsSpan(i).StartsWith("PK\u0001\u0002"u8))
            {
                zip[i + 8] |= 1;
            }
        }

        return zip;
    }

    private static byte[] Damaged()
    {
        var zip = Good();
        zip.AsSpan(45, 60).Fill(0xFF);
        return zip;
    }
}
