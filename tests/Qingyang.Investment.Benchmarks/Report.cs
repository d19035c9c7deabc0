using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Qingyang.Investment.Benchmarks;

/// <summary>What was measured, when and on what: printed, and kept as JSON.</summary>
/// <param name="At">UTC.</param>
/// <param name="Growth">How each cost grows with the city; empty at scale 1.</param>
public sealed record Report(DateTimeOffset At, Machine Machine, IReadOnlyList<Measured> Scales, IReadOnlyList<Growth> Growth)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns where it was kept.</summary>
    public async Task<string> KeepAsync(string? file, CancellationToken cancellation)
    {
        var place = Path.GetFullPath(file ?? Path.Combine(Places.Results, At.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + ".json"));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await using var to = File.Create(place);
        await JsonSerializer.SerializeAsync(to, this, Json, cancellation);

        return place;
    }

    public void Print(IAnsiConsole console)
    {
        console.WriteLine($"{Machine.Cores} 核，{Machine.MemoryMegabytes} MB 内存，PostgreSQL {Machine.Postgres}，{Machine.DotNet}");

        foreach (var (scale, events, figures) in Scales)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scale} 倍{(events is null ? "" : $"，{events:N0} 个事件")}"));
            console.Write(Rows(figures));
        }

        if (Growth.Count > 0)
        {
            console.WriteLine("每户的代价随规模的变化（1 为不变）：");
            console.Write(Rows(Growth));
        }
    }

    private static Table Rows(IEnumerable<Figure> figures)
    {
        var table = Table("名称", "实测", "极限（同次运行）", "比值");

        foreach (var x in figures)
        {
            table.AddRow(x.Name, $"{Number(x.Measured)} {x.Unit}", x.Limit is { } limit ? $"{Number(limit)} {x.Unit}（{x.LimitName}）" : "—", x switch
            {
                { Ratio: null } => "—",
                { IsRate: true, Ratio: { } ratio } => ratio.ToString("P1", CultureInfo.InvariantCulture),
                { Ratio: { } ratio } => ratio.ToString("0.0", CultureInfo.InvariantCulture) + " 倍",
            });
        }

        return table;
    }

    private static Table Rows(IEnumerable<Growth> growth)
    {
        var table = Table("名称", "每户");

        foreach (var x in growth)
        {
            table.AddRow(x.Name, Number(x.PerUnit));
        }

        return table;
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);

        foreach (var (index, column) in columns.Index())
        {
            table.AddColumn(new TableColumn(column) { Alignment = index == 0 ? Justify.Left : Justify.Right });
        }

        return table;
    }

    private static string Number(double x) => x.ToString(Math.Abs(x) switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" }, CultureInfo.InvariantCulture);
}
