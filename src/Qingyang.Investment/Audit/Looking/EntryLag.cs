using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Looking;

/// <summary>How late entries of one group were made: recorded day minus the day on which it happened, in days.</summary>
/// <param name="Within7">Entries made within a week.</param>
/// <param name="Over30">Entries made more than 30 days later.</param>
/// <param name="MonthEnd">Entries recorded on the last three days of a month.</param>
/// <param name="MonthEndShare">Of all; a tenth would be even.</param>
public sealed record LagGroup(string Key, long Entries, double Median, double Ninetieth, int Longest, long Within7, long Over30, long MonthEnd, decimal MonthEndShare);

/// <summary>A day at the end of a month on which far more was recorded than on the usual day of that month.</summary>
public sealed record Burst(DateOnly Day, long Entries, double Usual, long Over30);

/// <summary>Entry lag (录入滞后): the whole, by month of recording, by who recorded, by kind of fact; and the bursts at month ends.</summary>
public sealed record LagReport(DateOnly From, DateOnly To, string? Source, LagGroup Whole, IReadOnlyList<LagGroup> Months, IReadOnlyList<LagGroup> Recorders, IReadOnlyList<LagGroup> Kinds, IReadOnlyList<Burst> Bursts);

/// <summary>Reports how late facts are entered: what auditors look for is back-dating, and rushes before a month is reported. Retracted entries count: they were made.</summary>
public sealed class EntryLag(NpgsqlDataSource database)
{
    /// <summary>More than so many times the month's usual day is a burst.</summary>
    private const int BurstTimes = 3, LeastBurst = 10;

    /// <summary>Where nothing was asked for: a year up to that day.</summary>
    public static DateOnly UsualFrom(DateOnly to) => to > BusinessDay.First ? to.AddYears(-1) : to;

    /// <param name="from">The first day of recording.</param>
    /// <param name="to">The last.</param>
    /// <param name="source"><c>ledger</c>, <c>ui</c>, <c>api</c>, <c>system</c>; null for all.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<LagReport> AskAsync(DateOnly from, DateOnly to, string? source, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand(
            $"""
             with entries as (
               select (timestamp at time zone 'Asia/Shanghai')::date as recorded, (data ->> 'on')::date as happened, coalesce(user_name, '') as recorder, type
               from {EventStore.Schema}.mt_events where type = any($1) and timestamp >= $2 and timestamp < $3
                 and ($4::text is null or split_part(headers ->> '{Entry.SourceHeader}', ':', 1) = $4)),
             lags as (
               select *, recorded - happened as lag, recorded > (date_trunc('month', recorded) + interval '1 month - 4 days')::date as month_end, to_char(recorded, 'YYYY-MM') as month from entries)
             select grouping(month, recorder, type) as which, coalesce(month, recorder, type, ''), count(*), percentile_cont(0.5) within group (order by lag), percentile_cont(0.9) within group (order by lag), max(lag),
                    count(*) filter (where lag <= 7), count(*) filter (where lag > 30), count(*) filter (where month_end)
             from lags group by grouping sets ((), (month), (recorder), (type)) order by 1, 2
             """);
        Bind(ask, from, to, source);
        var groups = new List<(int Which, LagGroup Group)>();

        await using (var rows = await ask.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                var entries = rows.GetInt64(2);
                groups.Add((rows.GetInt32(0), entries == 0 ? Nothing : new LagGroup(
                    rows.GetString(1), entries, rows.GetDouble(3), rows.GetDouble(4), rows.GetInt32(5), rows.GetInt64(6), rows.GetInt64(7), rows.GetInt64(8), Math.Round(rows.GetInt64(8) / (decimal)entries, 4))));
            }
        }

        return new LagReport(
            from, to, source, groups.Find(x => x.Which == 7).Group ?? Nothing, Of(3), [.. Of(5).OrderByDescending(x => x.Entries)], Of(6), await BurstsAsync(from, to, source, cancellation));

        List<LagGroup> Of(int which) => [.. groups.Where(x => x.Which == which).Select(x => x.Group)];
    }

    private static LagGroup Nothing => new("", 0, 0, 0, 0, 0, 0, 0, 0);

    private async Task<List<Burst>> BurstsAsync(DateOnly from, DateOnly to, string? source, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             with days as (
               select (timestamp at time zone 'Asia/Shanghai')::date as day, count(*) as entries, count(*) filter (where (timestamp at time zone 'Asia/Shanghai')::date - (data ->> 'on')::date > 30) as late
               from {EventStore.Schema}.mt_events where type = any($1) and timestamp >= $2 and timestamp < $3
                 and ($4::text is null or split_part(headers ->> '{Entry.SourceHeader}', ':', 1) = $4) group by 1),
             months as (select date_trunc('month', day) as month, sum(entries) / extract(day from date_trunc('month', min(day)) + interval '1 month - 1 day') as usual from days group by 1)
             select day, entries, usual::float8, late from days join months on month = date_trunc('month', day)
             where day > (month + interval '1 month - 4 days')::date and entries >= {LeastBurst} and entries > {BurstTimes} * usual order by day desc
             """));
        Bind(ask, from, to, source);
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var bursts = new List<Burst>();

        while (await rows.ReadAsync(cancellation))
        {
            bursts.Add(new Burst(rows.GetFieldValue<DateOnly>(0), rows.GetInt64(1), Math.Round(rows.GetDouble(2), 1), rows.GetInt64(3)));
        }

        return bursts;
    }

    private static void Bind(NpgsqlCommand command, DateOnly from, DateOnly to, string? source)
    {
        command.Parameters.Add(new() { Value = EventLog.NamesOf([.. EventTypes.All.Where(FactKinds.IsDated)]) });
        command.Parameters.Add(new() { Value = BusinessDay.StartOf(from) });
        command.Parameters.Add(new() { Value = BusinessDay.StartOf(to.AddDays(1)) });
        command.Parameters.Add(new() { Value = (object?)source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }
}
