using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Lists;

/// <summary>
/// A list as a workbook (企业名单), written while its rows are read: numbers and days as such, everything else as text, so that a name
/// that begins with = is no formula and a credit code keeps its digits. A file, not a screen: it is in Chinese whoever asks for it.
/// </summary>
public static class ListWorkbook
{
    private static readonly OpenXmlConfiguration Configuration = new() { WriteEmptyStringAsNull = true };

    public static string NameOn(DateOnly day) => $"企业名单-{day:yyyy-MM-dd}.xlsx";

    /// <summary>A temporary file, which goes when it is closed: a city of many does not fit into memory.</summary>
    public static Stream Write(IEnumerable<ListedEnterprise> enterprises)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture) + ".xlsx"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

        try
        {
            file.SaveAs(enterprises.Select(Row).DefaultIfEmpty([]), sheetName: "企业", configuration: Configuration);
            file.Position = 0;

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Dictionary<string, object?> Row(ListedEnterprise x) => new()
    {
        ["企业名称"] = x.Name,
        ["统一社会信用代码"] = x.CreditCode,
        ["县区"] = x.County,
        ["产业链"] = x.Chain,
        ["线索来源"] = x.Source,
        ["注册地"] = x.Origin,
        ["阶段"] = Enum.Parse<Stage>(x.Stage, ignoreCase: true).ToChinese(),
        ["对接日期"] = Day(x.ContactedOn),
        ["签约日期"] = Day(x.SignedOn),
        ["落地日期"] = Day(x.LandedOn),
        ["对接次数"] = x.Contacts,
        ["最近对接"] = Day(x.LastContactOn),
        ["对接人"] = x.LastContactBy,
        ["下一步"] = x.NextStep,
        ["下一步日期"] = Day(x.NextStepOn),
        ["协议数"] = x.Agreements,
        ["签约金额（万元）"] = x.Amount,
        ["包抓领导"] = x.Official,
        ["职务"] = x.Post,
        ["专班"] = x.TaskForce,
        ["包抓起始"] = Day(x.AssignedSince),
    };

    /// <summary>Excel knows no day without a time of day.</summary>
    private static DateTime? Day(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue);
}
