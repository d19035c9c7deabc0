using System.Globalization;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>How many days it took: the median and the mean over those that got there; null where none did.</summary>
public sealed record Duration(double? Median, double? Mean);

/// <summary>
/// All whose first contact fell into one quarter or year, and how far they got by the day asked for. Rates are of those contacted; who
/// has not signed or landed yet may still do so, so late cohorts look slower than they are.
/// </summary>
/// <param name="TimeToSign">From first contact to first agreement (签约周期).</param>
/// <param name="TimeToLand">From first agreement to first milestone (落地周期).</param>
public sealed record FunnelCohort(
    string Key, DateOnly From, DateOnly To, long Contacted, long Signed, long Landed, decimal SignedRate, decimal LandedRate, Duration TimeToSign, Duration TimeToLand);

public sealed record FunnelCohortsAnswer(DateOnly AsOf, long Position, string Definition, string By, IReadOnlyList<FunnelCohort> Cohorts);

/// <summary>The funnel by when enterprises were first contacted (队列).</summary>
public sealed class FunnelCohorts(NpgsqlDataSource database)
{
    public async Task<FunnelCohortsAnswer> AskAsync(Basis basis, bool byYear, CancellationToken cancellation)
    {
        var (asOf, contacted, signed, landed) = (basis.AsOf, basis.On(Stage.Contacted), basis.On(Stage.Signed), basis.On(Stage.Landed));

        // One statement; the position comes along even where there is no cohort.
        await using var ask = database.CreateCommand(
            $"""
             select {ReadModels.PositionSql}, c.* from (select 1) one left join (
               select date_trunc('{(byYear ? "year" : "quarter")}', {contacted})::date as first, count(*) as contacted,
                      count(*) filter (where {signed} <= $1) as signed, count(*) filter (where {landed} <= $1) as landed,
                      percentile_cont(0.5) within group (order by {signed} - {contacted}) filter (where {signed} <= $1), avg({signed} - {contacted}) filter (where {signed} <= $1)::float8,
                      percentile_cont(0.5) within group (order by {landed} - {signed}) filter (where {landed} <= $1), avg({landed} - {signed}) filter (where {landed} <= $1)::float8
               from {FunnelSpans.TableName} where {basis.IsKnown} and {contacted} <= $1 group by 1) c on true order by c.first
             """);
        basis.Bind(ask);
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var (position, cohorts) = (0L, new List<FunnelCohort>());

        while (await rows.ReadAsync(cancellation))
        {
            position = rows.GetInt64(0);

            if (!await rows.IsDBNullAsync(1, cancellation))
            {
                cohorts.Add(Read(rows, asOf, byYear));
            }
        }

        return new FunnelCohortsAnswer(asOf, basis.KnownAt ?? position, basis.Definition.Name, byYear ? "year" : "quarter", cohorts);
    }

    private static FunnelCohort Read(NpgsqlDataReader row, DateOnly asOf, bool byYear)
    {
        var (first, contacted, signed, landed) = (row.GetFieldValue<DateOnly>(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
        var end = first.AddMonths(byYear ? 12 : 3).AddDays(-1);
        var year = first.Year.ToString("0000", CultureInfo.InvariantCulture);

        return new FunnelCohort(
            byYear ? year : string.Create(CultureInfo.InvariantCulture, $"{year}-Q{((first.Month - 1) / 3) + 1}"), first, end < asOf ? end : asOf,
            contacted, signed, landed, Math.Round(signed / (decimal)contacted, 4), Math.Round(landed / (decimal)contacted, 4),
            new Duration(At(5), At(6)), new Duration(At(7), At(8)));

        double? At(int column) => row.IsDBNull(column) ? null : Math.Round(row.GetDouble(column), 1);
    }
}
