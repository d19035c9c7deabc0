using System.Text.Encodings.Web;
using System.Text.Json;
using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Web.Pages.Overview;

/// <summary>The trend as an ECharts option: contacts as columns on the left axis, agreements and landings as lines on the right one. Every point opens into its enterprises.</summary>
public static class TrendOption
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="trend">The months.</param>
    /// <param name="basis">On what they are based.</param>
    /// <param name="names">Of 对接, 签约 and 落地, in the language of the page.</param>
    public static string Of(FunnelTrend trend, Basis basis, IReadOnlyList<string> names) => JsonSerializer.Serialize(
        new
        {
            Grid = new { Left = 4, Right = 4, Top = 12, Bottom = 4, ContainLabel = true },
            Tooltip = new { Trigger = "axis" },
            XAxis = new { Type = "category", Data = trend.Months.Select(x => x.Month[2..]) },
            YAxis = new object[] { new { Type = "value", MinInterval = 1 }, new { Type = "value", MinInterval = 1, SplitLine = new { Show = false } } },
            Series = new object[]
            {
                new { Name = names[0], Type = "bar", BarMaxWidth = 18, ItemStyle = new { BorderRadius = (int[])[3, 3, 0, 0] }, Data = Points(trend, basis, Stage.Contacted, x => x.Contacted) },
                new { Name = names[1], Type = "line", YAxisIndex = 1, SymbolSize = 6, Data = Points(trend, basis, Stage.Signed, x => x.Signed) },
                new { Name = names[2], Type = "line", YAxisIndex = 1, SymbolSize = 6, Data = Points(trend, basis, Stage.Landed, x => x.Landed) },
            },
        }, Json);

    private static IEnumerable<object> Points(FunnelTrend trend, Basis basis, Stage stage, Func<FunnelMonth, long> count) =>
        trend.Months.Select(x => new { Value = count(x), Href = FigureLink.To(stage, basis, ("month", x.Month)) });
}
