using System.Diagnostics;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Durations, in milliseconds.</summary>
public sealed class Samples
{
    private readonly List<double> milliseconds = [];

    /// <summary>The value that this share of the samples does not exceed (nearest rank).</summary>
    public double Percentile(double share)
    {
        var sorted = milliseconds.Order().ToList();

        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    public double P50 => Percentile(0.50);

    public double P99 => Percentile(0.99);

    public double Sum => milliseconds.Sum();

    public void Add(double value)
    {
        lock (milliseconds)
        {
            milliseconds.Add(value);
        }
    }

    public async Task TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>One piece of work, in seconds.</summary>
    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The middle one: a neighbour on the machine spoils one round, seldom two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();

        return sorted[sorted.Count / 2];
    }
}
