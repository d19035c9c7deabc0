using System.IO.Compression;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class WritingRejections
{
    private static readonly LedgerFault[] Faults =
        [new("日期", LedgerReasons.Date, "「日期」「前年」不是日期。"), new("落地类型", LedgerReasons.Milestone, "「落地类型」填的是「剪彩」。")];

    private static readonly string[] Columns = ["企业名称", "协议编号", "落地类型", "日期", "", "备注", "备注"];

    [Fact]
    public void Can_be_read_again_with_what_stood_there_and_what_is_wrong()
    {
        var packed = Write(new RejectedSheet(LedgerSheet.Milestones, Columns, [new RejectedRow(17, ["甲 ", "00123", "剪彩", "前年", "", "x", " y"], Faults)]));

        using var file = LedgerFile.Open(packed, "退回.xlsx");
        var row = file.Tables.Single().Rows.Single();

        file.Tables.Single().Header.Texts.ShouldBe(["行号", "问题列", "原因", .. Columns]);
        row.Texts.ShouldBe(["17", "日期、落地类型", "「日期」「前年」不是日期。\n「落地类型」填的是「剪彩」。", "甲", "00123", "剪彩", "前年", "", "x", "y"]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")")]
    [InlineData("+86 138")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("<b>&\"'</b>")]
    [InlineData("@@@fileid@@@,xl/media/1.png")]
    [InlineData("_x000D_")]
    [InlineData("91350100123456789012345")]
    [InlineData("/etc/passwd")]
    public void Writes_every_cell_as_a_text(string text)
    {
        var packed = Write(new RejectedSheet(LedgerSheet.Milestones, Columns, [new RejectedRow(2, [text], Faults)]));

        var xml = Xml(packed, "xl/worksheets/sheet1.xml");
        xml.ShouldNotContain("<x:f>");
        xml.ShouldNotContain("t=\"n\"");

        using var file = LedgerFile.Open(packed, "退回.xlsx");
        file.Tables.Single().Rows.Single()[LedgerFormat.Name].ShouldBe(text);
    }

    [Fact]
    public void Does_not_add_its_columns_twice()
    {
        var packed = Write(new RejectedSheet(LedgerSheet.Milestones, ["行号", "问题列", "原因", .. Columns], [new RejectedRow(2, ["17", "日期", "旧的", "甲", "Q1"], Faults)]));

        using var file = LedgerFile.Open(packed, "退回.xlsx");
        file.Tables.Single().Header.Texts.ShouldBe(["行号", "问题列", "原因", .. Columns]);
        file.Tables.Single().Rows.Single()[LedgerFormat.AgreementNumber].ShouldBe("Q1");
    }

    [Fact]
    public void Says_so_where_nothing_was_rejected() => Xml(Write(), "xl/workbook.xml").ShouldContain("没有退回的行");

    private static byte[] Write(params RejectedSheet[] sheets)
    {
        using var stream = new MemoryStream();
        RejectionsWorkbook.Write(stream, sheets);
        return stream.ToArray();
    }

    private static string Xml(byte[] packed, string part)
    {
        using var zip = new ZipArchive(new MemoryStream(packed));
        using var text = new StreamReader(zip.GetEntry(part)!.Open());
        return text.ReadToEnd();
    }
}
