using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Qingyang.Investment.Funnel;

/// <summary>The overview as a workbook (导出): numbers as numbers, days as days; above each table the day, the log position and the definition. A file, not a screen: it is in Chinese whoever asks for it.</summary>
public sealed class FunnelWorkbook(FunnelQuestion funnel, FunnelMonths months, FunnelCohorts cohorts)
{
    private const int Months = 24;

    private static readonly OpenXmlConfiguration Configuration = new() { AutoFilter = false };

    private static readonly string[] Counts = ["对接", "签约", "落地", "签约/对接（%）", "落地/签约（%）", "落地/对接（%）"];

    public static string NameOn(DateOnly day) => $"招商漏斗-{day:yyyy-MM-dd}.xlsx";

    public async Task<byte[]> WriteAsync(Basis basis, CancellationToken cancellation)
    {
        var whole = await funnel.AskAsync(basis, GroupBy.Nothing, cancellation);
        var known = basis with { KnownAt = whole.Position };   // all sheets as one moment knew it
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["漏斗"] = Sheet(whole, ["", "在册", .. Counts], [["全部", whole.Registered, .. Numbers(whole.Contacted, whole.Signed, whole.Landed)]]),
        };

        foreach (var (name, group) in ((string, GroupBy)[])[("县区", GroupBy.County), ("产业链", GroupBy.Chain), ("线索来源", GroupBy.Source)])
        {
            var answer = await funnel.AskAsync(known, group, cancellation);
            sheets[name] = Sheet(whole, [name, .. Counts], answer.Groups.Select(x => (object?[])[x.Key, .. Numbers(x.Contacted, x.Signed, x.Landed)]));
        }

        var trend = await months.AskAsync(known, Months, cancellation);
        sheets["月度"] = Sheet(whole, ["月份", "起", "止", "新增对接", "新增签约", "新增落地", "累计对接", "累计签约", "累计落地"], trend.Months.Select(x => (object?[])[
            x.Month, Day(x.From), Day(x.To), x.Contacted, x.Signed, x.Landed, x.TotalContacted, x.TotalSigned, x.TotalLanded]));
        var quarters = await cohorts.AskAsync(known, byYear: false, cancellation);
        sheets["队列"] = Sheet(whole, ["首次对接", "起", "止", "对接", "签约", "落地", "签约率（%）", "落地率（%）", "对接到签约天数（中位数）", "签约到落地天数（中位数）"], quarters.Cohorts.Select(x => (object?[])[
            x.Key, Day(x.From), Day(x.To), x.Contacted, x.Signed, x.Landed, x.SignedRate * 100, x.LandedRate * 100, x.TimeToSign.Median, x.TimeToLand.Median]));
        using var workbook = new MemoryStream();
        await workbook.SaveAsAsync(sheets, printHeader: false, configuration: Configuration, cancellationToken: cancellation);

        return workbook.ToArray();
    }

    /// <summary>As the figures are read: what it is, a row of heads, the rows.</summary>
    private static List<Dictionary<string, object?>> Sheet(FunnelAnswer whole, object?[] heads, IEnumerable<object?[]> rows) =>
        [.. ((object?[][])[["截至", Day(whole.AsOf)], ["日志位置", whole.Position], ["口径", whole.Definition], [], heads]).Concat(rows).Select(x => Row(x, heads.Length))];

    /// <summary>Every row has as many cells as the widest: the first one tells how wide a sheet is.</summary>
    private static Dictionary<string, object?> Row(object?[] cells, int width) =>
        Enumerable.Range(0, Math.Max(width, cells.Length)).ToDictionary(x => x.ToString(CultureInfo.InvariantCulture), x => x < cells.Length ? cells[x] : null, StringComparer.Ordinal);

    private static object?[] Numbers(long contacted, long signed, long landed) =>
        [contacted, signed, landed, Percent(signed, contacted), Percent(landed, signed), Percent(landed, contacted)];

    private static decimal? Percent(long part, long of) => of == 0 ? null : Math.Round(part * 100m / of, 2);

    private static DateTime Day(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);
}
