using System.Globalization;

namespace Qingyang.Investment.Funnel;

/// <summary>One month of a trend: what was reached in it up to the day asked for, and all that was reached by its end.</summary>
public sealed record FunnelMonth(
    string Month, DateOnly From, DateOnly To, long Contacted, long Signed, long Landed, long TotalContacted, long TotalSigned, long TotalLanded);

/// <summary>A trend (趋势): months one after the other, also those in which nothing happened.</summary>
public sealed record FunnelTrend(DateOnly AsOf, long Position, string Definition, IReadOnlyList<FunnelMonth> Months);

/// <summary>The funnel month by month, up to a day. The last month ends with that day.</summary>
public sealed class FunnelMonths(FunnelQuestion funnel)
{
    public const int Most = 240;

    public async Task<FunnelTrend> AskAsync(Basis basis, int months, CancellationToken cancellation)
    {
        var answer = await funnel.AskAsync(basis, GroupBy.Month, cancellation);

        return new FunnelTrend(basis.AsOf, answer.Position, answer.Definition, Fill(answer.Groups, basis.AsOf, months));
    }

    /// <summary>Months up to that of the day, from groups that leave out months without anything.</summary>
    public static IReadOnlyList<FunnelMonth> Fill(IReadOnlyList<FunnelGroup> groups, DateOnly asOf, int months)
    {
        var last = new DateOnly(asOf.Year, asOf.Month, 1);
        var first = Key(last.AddMonths(1 - months));
        var before = groups.Where(x => string.CompareOrdinal(x.Key, first) < 0).ToList();
        var (contacted, signed, landed) = (before.Sum(x => x.Contacted), before.Sum(x => x.Signed), before.Sum(x => x.Landed));
        var trend = new List<FunnelMonth>();

        for (var month = last.AddMonths(1 - months); month <= last; month = month.AddMonths(1))
        {
            var key = Key(month);
            var group = groups.FirstOrDefault(x => x.Key == key) ?? new FunnelGroup(key, 0, 0, 0);
            (contacted, signed, landed) = (contacted + group.Contacted, signed + group.Signed, landed + group.Landed);
            var end = month == last ? asOf : month.AddMonths(1).AddDays(-1);
            trend.Add(new FunnelMonth(key, month, end, group.Contacted, group.Signed, group.Landed, contacted, signed, landed));
        }

        return trend;
    }

    private static string Key(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
