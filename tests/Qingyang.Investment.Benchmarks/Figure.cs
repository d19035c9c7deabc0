namespace Qingyang.Investment.Benchmarks;

/// <summary>One measured figure beside its limit from the same run. Neither says much alone on a shared machine; their ratio does.</summary>
/// <param name="Benchmark">Which benchmark it belongs to: what <c>--only</c> names.</param>
/// <param name="Name">What was measured, in Chinese, for the table.</param>
/// <param name="Unit">Of both: 个/秒 (the more the better), 毫秒, 秒 or MB (the less the better).</param>
/// <param name="Measured">What the product took.</param>
/// <param name="Limit">What the machine allows where the product would do nothing; null where there is no such thing.</param>
/// <param name="LimitName">What the limit is.</param>
public sealed record Figure(string Benchmark, string Name, string Unit, double Measured, double? Limit = null, string? LimitName = null)
{
    public const string PerSecond = "个/秒", Milliseconds = "毫秒", Seconds = "秒", Megabytes = "MB";

    /// <summary>Measured over limit: for a rate the share of the limit that is reached, for a time or a size how many times the limit it takes.</summary>
    public double? Ratio => Limit is > 0 ? Measured / Limit : null;

    public bool IsRate => Unit == PerSecond;
}

/// <summary>All that was measured at one scale.</summary>
/// <param name="Scale">How many times the demo city.</param>
/// <param name="Events">In the log after the import; null where nothing was imported.</param>
public sealed record Measured(int Scale, long? Events, IReadOnlyList<Figure> Figures);

/// <summary>How a figure changed from scale 1 to scale N of the same run. A cost that grows with the city alone stands at 1 per unit.</summary>
/// <param name="Times">The figure at scale N over the figure at scale 1.</param>
/// <param name="PerUnit">For times and sizes: how many times as much for each unit of the city. Rates have it taken out already.</param>
public sealed record Growth(string Name, double Times, double PerUnit)
{
    public static IReadOnlyList<Growth> Between(Measured one, Measured many) =>
        [.. from a in one.Figures
            join b in many.Figures on a.Name equals b.Name
            where a.Measured > 0
            let times = b.Measured / a.Measured
            select new Growth(a.Name, times, a.IsRate ? 1 / times : times * one.Scale / many.Scale)];
}
