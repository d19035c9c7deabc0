using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class FindingTheColumns
{
    [Fact]
    public void Takes_them_in_any_order_and_spelling_and_passes_over_unknown_ones()
    {
        using var file = Open(("签约.csv", "序号,签约日期, 投资额（万元） ,序号,*协议类型,\"协议\n编号\",统一社会信用代码\n1,2024-03-05,1200,2,框架协议,Q1,X"));

        var table = file.Tables.Single();
        var row = table.Rows.Single();

        (row[LedgerFormat.Amount], row[LedgerFormat.AgreementKind], row[LedgerFormat.AgreementNumber]).ShouldBe(("1200", "框架协议", "Q1"));
        row[LedgerFormat.Project].ShouldBeNull();
        row.Texts.ShouldBe(["1", "2024-03-05", "1200", "2", "框架协议", "Q1", "X"]);
        table.Header.Texts[2].ShouldBe("投资额（万元）");
    }

    [Theory]
    [InlineData("企业", "统一社会信用代码,产业链", "「企业」表缺少列：企业名称、意向县区、线索来源；请把表头放在第 1 行并补上这些列。")]
    [InlineData("对接", "对接日期,对接方式", "「对接」表缺少列：企业名称（或统一社会信用代码）、对接人、内容；请把表头放在第 1 行并补上这些列。")]
    [InlineData("签约", "企业名称,协议编号,协议类型,签约日期,投资额", "「签约」表缺少列：投资额(万元)；请把表头放在第 1 行并补上这些列。")]
    [InlineData("落地", "企业名称,协议编号,落地类型,日期,地点,日 期", "「落地」表的表头里「日期」出现了两次，请删去其中一列。")]
    [InlineData("包抓", "\n企业名称,包抓领导,专班,起始日期", "「包抓」表缺少列：企业名称（或统一社会信用代码）、包抓领导、专班、起始日期；请把表头放在第 1 行并补上这些列。")]
    public void Tells_all_that_are_missing_in_one_sentence(string sheet, string csv, string sentence) =>
        Should.Throw<LedgerUnreadableException>(() => Open((sheet + ".csv", csv))).Message.ShouldBe(sentence);

    [Fact]
    public void Tells_of_every_sheet_at_once() =>
        Should.Throw<LedgerUnreadableException>(() => Open(("企业.csv", "企业名称"), ("落地.csv", "企业名称"))).Message.ShouldBe(
            "「企业」表缺少列：意向县区、产业链、线索来源；请把表头放在第 1 行并补上这些列。「落地」表缺少列：协议编号、落地类型、日期；请把表头放在第 1 行并补上这些列。");

    [Fact]
    public void Takes_a_missing_sheet_and_a_blank_one_for_empty()
    {
        using var file = Open(("企业.csv", "企业名称,意向县区,产业链,线索来源\r\n"), ("签约.csv", "\r\n\r\n"));

        file.Tables.Single().Sheet.ShouldBe(LedgerSheet.Enterprises);
        file.Tables.Single().Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Is_refused_with_two_sheets_of_one_name() =>
        Should.Throw<LedgerUnreadableException>(() => Open(("a/企业.csv", "企业名称"), ("b/企业.csv", "企业名称"))).Message.ShouldBe("有 2 个名为「企业」的表，请只留一个。");

    private static LedgerFile Open(params (string, string)[] files) => LedgerFile.Open(Workbook.Zip(files), "台账.zip");
}
