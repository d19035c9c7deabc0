using System.IO.Compression;
using System.Text;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>Ledgers of a few rows, as a zip of CSV files in UTF-8.</summary>
public static class SmallLedger
{
    public const string Enterprises = "企业名称,统一社会信用代码,注册地,意向县区,产业链,线索来源,备注";
    public const string Contacts = "企业名称,统一社会信用代码,对接日期,对接方式,对接人,企业联系人,联系电话,内容";
    public const string Agreements = "企业名称,统一社会信用代码,协议编号,协议类型,项目名称,投资额(万元),签约日期,签约场合";
    public const string Milestones = "企业名称,统一社会信用代码,协议编号,落地类型,日期,地点";
    public const string Assignments = "企业名称,统一社会信用代码,包抓领导,职务,专班,起始日期,结束日期";

    public static byte[] Of(params (string Sheet, string[] Lines)[] sheets)
    {
        using var bytes = new MemoryStream();

        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (sheet, lines) in sheets)
            {
                var entry = zip.CreateEntry($"{sheet}.csv");
                entry.LastWriteTime = new DateTimeOffset(2026, 4, 30, 0, 0, 0, TimeSpan.Zero);   // the same rows are the same file, whenever
                using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                writer.Write(string.Join("\r\n", lines));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>One enterprise with a contact, an agreement and a milestone, all good.</summary>
    public static byte[] Good(string name = "庆阳甲有限公司") => Of(
        ("企业", [Enterprises, $"{name},91350100M000100Y43,上海市,环县,人工智能,上门来访,"]),
        ("对接", [Contacts, $"{name},,2024-03-05,走访,王勇,梁主任,13800000000,谈算力"]),
        ("签约", [Agreements, $"{name},,QY-1,框架协议,项目,3.66亿元,2024年4月1日,"]),
        ("落地", [Milestones, $"{name},,qy-1,注册,2024.5.1,"]));

    /// <summary>The same with a second contact that is not.</summary>
    public static byte[] WithABadRow() => Of(
        ("企业", [Enterprises, "庆阳甲有限公司,91350100M000100Y43,上海市,环县,人工智能,上门来访,"]),
        ("对接", [Contacts, "庆阳甲有限公司,,2024-03-05,走访,王勇,,,谈算力", "庆阳甲有限公司,,2024-02-30,托梦,王勇,,,=1+1"]));
}
