using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Milestones;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class CheckingRows
{
    private static readonly DateOnly Today = new(2026, 4, 30);
    private static readonly Dictionary<string, string> Counties = new(StringComparer.Ordinal) { ["西峰区"] = "621002", ["环县"] = "621022" };

    [Fact]
    public void Reads_an_enterprise() =>
        Check("企业", "企业名称,统一社会信用代码,注册地,意向县区,产业链,线索来源,备注", " 甲（集团）有限公司 ,９１３５０１００m000100y43,南京市,环 县,其他,网络线索,").ShouldBe(
            new EnterpriseRow(2, "甲（集团）有限公司", "91350100M000100Y43", "南京市", "621022", "其他", "网络线索", null));

    [Fact]
    public void Reads_a_contact_and_does_not_judge_its_code() =>
        Check("对接", "统一社会信用代码,对接日期,对接方式,对接人,企业联系人,联系电话,内容", "123 abc,2024.3.5,走　访,王勇,,13800000000,洽谈").ShouldBe(
            new ContactRow(2, new LedgerParty(null, "123ABC"), new DateOnly(2024, 3, 5), ContactMethod.SiteVisit, "王勇", null, "13800000000", "洽谈"));

    [Fact]
    public void Reads_an_agreement() =>
        Check("签约", "企业名称,协议编号,协议类型,项目名称,投资额(万元),签约日期,签约场合", "甲,ｑｙ-2024 -0561,正式合同,,3.66 亿元,2024年3月5日,").ShouldBe(
            new AgreementRow(2, new LedgerParty("甲", null), "QY-2024-0561", AgreementKind.Contract, null, 36600m, "3.66 亿元", new DateOnly(2024, 3, 5), null));

    [Fact]
    public void Reads_a_milestone() =>
        Check("落地", "企业名称,协议编号,落地类型,日期,地点", "甲,Q1,投产,20240305,产业园").ShouldBe(
            new MilestoneRow(2, new LedgerParty("甲", null), "Q1", MilestoneKind.ProductionStart, new DateOnly(2024, 3, 5), "产业园"));

    [Fact]
    public void Reads_an_assignment_that_ends_on_the_day_it_starts() =>
        Check("包抓", "企业名称,包抓领导,职务,专班,起始日期,结束日期", "甲,杜东,副市长,算力工作专班,2024/3/5,2024-03-05").ShouldBe(
            new AssignmentRow(2, new LedgerParty("甲", null), "杜东", "副市长", "算力工作专班", new DateOnly(2024, 3, 5), new DateOnly(2024, 3, 5)));

    [Theory]
    [InlineData("企业", "企业名称,统一社会信用代码,意向县区,产业链,线索来源", ",1,庆阳县,,", "企业名称 required|统一社会信用代码 credit-code|意向县区 county|产业链 required|线索来源 required")]
    [InlineData("企业", "企业名称,意向县区,产业链,线索来源", "甲,,其他,网络线索", "意向县区 required")]
    [InlineData("对接", "企业名称,统一社会信用代码,对接日期,对接方式,对接人,内容", ", ,2031-01-01,托梦,\u200B,", "企业名称 required|对接日期 date-range|对接方式 method|对接人 required|内容 required")]
    [InlineData("对接", "企业名称,对接日期,对接方式,对接人,内容", "甲,,,王勇,谈", "对接日期 required|对接方式 required")]
    [InlineData("签约", "企业名称,协议编号,协议类型,投资额(万元),签约日期", "甲,,意向书,面议,去年", "协议编号 required|协议类型 agreement-kind|投资额(万元) amount|签约日期 date")]
    [InlineData("签约", "企业名称,协议编号,协议类型,投资额(万元),签约日期", "甲,Q1,框架协议,,2024-03-05", "投资额(万元) required")]
    [InlineData("落地", "统一社会信用代码,协议编号,落地类型,日期", "x,Q1,达产,前年", "落地类型 milestone|日期 date")]
    [InlineData("包抓", "企业名称,包抓领导,专班,起始日期,结束日期", "甲,,,不详,2031-01-01", "包抓领导 required|专班 required|起始日期 date|结束日期 date-range")]
    [InlineData("包抓", "企业名称,包抓领导,专班,起始日期,结束日期", "甲,杜东,算力工作专班,2024-03-05,2024-03-04", "结束日期 date-range")]
    public void Tells_every_fault_of_a_row(string sheet, string header, string row, string faults) =>
        string.Join('|', Check(sheet, header, row).Faults.Select(x => $"{x.Column} {x.Reason}")).ShouldBe(faults);

    [Theory]
    [InlineData("91350100M000100Y4", "统一社会信用代码「91350100M000100Y4」有 17 位，应为 18 位，请对照营业执照核对。")]
    [InlineData("9135O100M000100Y43", "统一社会信用代码「9135O100M000100Y43」里有代码中不会出现的字符 O（字母 O 是不是数字 0？），请对照营业执照核对。")]
    [InlineData("91350100M000100Y44", "统一社会信用代码「91350100M000100Y44」的校验位不对，多半有一位录错，请对照营业执照核对。")]
    public void Says_what_is_wrong_with_a_code(string code, string sentence) =>
        Check("企业", "企业名称,统一社会信用代码,意向县区,产业链,线索来源", $"甲,{code},环县,其他,网络线索").Faults.Single().Message.ShouldBe(sentence);

    [Fact]
    public void Quotes_what_stood_there_and_shortens_it() =>
        Check("对接", "企业名称,对接日期,对接方式,对接人,内容", $"甲,2024-03-05,{new string('长', 500)},王勇,谈").Faults.Single().Message
            .ShouldBe($"「对接方式」填的是「{new string('长', 29)}…」，只能填：走访、来访、电话、视频、会议、函件。");

    private static LedgerRow Check(string sheet, string header, string row)
    {
        using var file = LedgerFile.Open(Workbook.Zip(($"{sheet}.csv", header + "\n" + row)), "台账.zip");
        var table = file.Tables.Single();

        return LedgerRowCheck.Check(table.Sheet, table.Rows.Single(), Counties, Today);
    }
}
