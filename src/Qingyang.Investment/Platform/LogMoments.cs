using System.Globalization;
using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>
/// Turns what somebody writes for "known at" (知悉截至) into a log position: a position itself, a moment, or a day (its end in Asia/Shanghai).
/// </summary>
public sealed class LogMoments(NpgsqlDataSource database, ReadModelPosition readModels)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// SQL: the last event that was recorded by then. Events are recorded in the order of their positions, so it is found by halving: some
    /// twenty looks at the primary key, however long the log is.
    /// </summary>
    private const string LastBy =
        $"""
         with recursive search (low, high) as (
           select 0::bigint, coalesce((select max(seq_id) from {EventStore.Schema}.mt_events), 0)
           union all
           select case when e.timestamp <= $1 then e.seq_id else s.low end, case when e.timestamp <= $1 then s.high else (s.low + s.high + 1) / 2 - 1 end
           from search s left join lateral (
             select seq_id, timestamp from {EventStore.Schema}.mt_events where seq_id between (s.low + s.high + 1) / 2 and s.high order by seq_id limit 1) e on true
           where s.low < s.high)
         select low from search where low >= high
         """;

    /// <summary>Null where nothing is written: all that is known now.</summary>
    public async Task<(long? Position, string? Wrong)> ReadAsync(string? text, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, null);
        }

        if (long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return await CheckedAsync(position, cancellation);
        }

        return BusinessDay.TryMoment(text.Trim(), out var moment) ? await CheckedAsync(await PositionAtAsync(moment, cancellation), cancellation) : (null, Say.Of("query.knownAt"));
    }

    /// <summary>The position of the last event that was recorded by that moment; 0 where there was none.</summary>
    public async Task<long> PositionAtAsync(DateTimeOffset moment, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(LastBy);
        find.Parameters.Add(new() { Value = moment.ToUniversalTime() });

        return (long)(await find.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Figures of a position that the read models have not reached would be wrong: they are waited for, a little.</summary>
    private async Task<(long? Position, string? Wrong)> CheckedAsync(long position, CancellationToken cancellation)
    {
        var (reached, log) = await readModels.FindAsync(cancellation);

        if (position > log)
        {
            return (null, Say.Of("query.knownAt.ahead", log));
        }

        if (position > reached && !await readModels.ReachAsync(position, Patience, cancellation))
        {
            return (null, Say.Of("query.knownAt.behind", (await readModels.FindAsync(cancellation)).Position));
        }

        return (position, null);
    }
}
