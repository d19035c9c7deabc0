using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>The five sheets of the 招商台账.</summary>
public enum LedgerSheet
{
    /// <summary>企业</summary>
    Enterprises,

    /// <summary>对接</summary>
    Contacts,

    /// <summary>签约</summary>
    Agreements,

    /// <summary>落地</summary>
    Milestones,

    /// <summary>包抓</summary>
    Assignments,
}

/// <summary>Sheets and columns as staff write them; a column's text here is already its key (NFKC, no white space).</summary>
public static class LedgerFormat
{
    public const string Name = "企业名称", Code = "统一社会信用代码";
    public const string Origin = "注册地", County = "意向县区", Chain = "产业链", Source = "线索来源", Remark = "备注";
    public const string ContactedOn = "对接日期", Method = "对接方式", PerformedBy = "对接人", ContactPerson = "企业联系人", Phone = "联系电话", Content = "内容";
    public const string AgreementNumber = "协议编号", AgreementKind = "协议类型", Project = "项目名称", Amount = "投资额(万元)", SignedOn = "签约日期", Occasion = "签约场合";
    public const string MilestoneKind = "落地类型", ReachedOn = "日期", Place = "地点";
    public const string LeadOfficial = "包抓领导", Post = "职务", TaskForce = "专班", Starts = "起始日期", Ends = "结束日期";

    /// <summary>What a ledger is called that came without a name.</summary>
    public const string Unnamed = "台账";

    public static readonly IReadOnlyList<LedgerSheet> Sheets = Enum.GetValues<LedgerSheet>();

    public static LedgerSheet? SheetOf(string? name) => Sheets.Cast<LedgerSheet?>().FirstOrDefault(x => x!.Value.ChineseName() == name);

    public static string ChineseName(this LedgerSheet sheet) => sheet switch
    {
        LedgerSheet.Enterprises => "企业",
        LedgerSheet.Contacts => "对接",
        LedgerSheet.Agreements => "签约",
        LedgerSheet.Milestones => "落地",
        LedgerSheet.Assignments => "包抓",
        _ => throw new ArgumentOutOfRangeException(nameof(sheet), sheet, null),
    };

    public static string ToWords(this LedgerSheet sheet) => Say.Of($"{nameof(LedgerSheet)}.{sheet}");

    /// <summary>Columns without which no row of the sheet can be read. On four sheets name or code will do: <see cref="LedgerHeader"/> asks for one of them.</summary>
    public static IReadOnlyList<string> Required(this LedgerSheet sheet) => sheet switch
    {
        LedgerSheet.Enterprises => [Name, County, Chain, Source],
        LedgerSheet.Contacts => [ContactedOn, Method, PerformedBy, Content],
        LedgerSheet.Agreements => [AgreementNumber, AgreementKind, Amount, SignedOn],
        LedgerSheet.Milestones => [AgreementNumber, MilestoneKind, ReachedOn],
        LedgerSheet.Assignments => [LeadOfficial, TaskForce, Starts],
        _ => throw new ArgumentOutOfRangeException(nameof(sheet), sheet, null),
    };

    public static IReadOnlyList<string> Optional(this LedgerSheet sheet) => sheet switch
    {
        LedgerSheet.Enterprises => [Code, Origin, Remark],
        LedgerSheet.Contacts => [Name, Code, ContactPerson, Phone],
        LedgerSheet.Agreements => [Name, Code, Project, Occasion],
        LedgerSheet.Milestones => [Name, Code, Place],
        LedgerSheet.Assignments => [Name, Code, Post, Ends],
        _ => throw new ArgumentOutOfRangeException(nameof(sheet), sheet, null),
    };

    public static IReadOnlyList<string> Dates(this LedgerSheet sheet) => sheet switch
    {
        LedgerSheet.Enterprises => [],
        LedgerSheet.Contacts => [ContactedOn],
        LedgerSheet.Agreements => [SignedOn],
        LedgerSheet.Milestones => [ReachedOn],
        LedgerSheet.Assignments => [Starts, Ends],
        _ => throw new ArgumentOutOfRangeException(nameof(sheet), sheet, null),
    };
}
