using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>One event as others get it (事件): where it stands in the log, whose it is, who recorded it, what happened, and the sentence for it.</summary>
public sealed record FeedEvent(
    long Position, Guid Id, Guid EnterpriseId, string Type, long Version, DateTimeOffset RecordedAt, string? RecordedBy, string? Source, string? CorrelationId, object Fact, string Sentence);

/// <summary>Events in log order. <paramref name="Next"/>: the position to ask after next; <paramref name="Settled"/>: how far the feed reaches at the moment.</summary>
public sealed record FeedPage(IReadOnlyList<FeedEvent> Events, long Next, long Settled);

/// <summary>
/// The log for others, from any position (事件流). It ends at the settled position: what is still being written could come to stand
/// before an event that was already handed out, and would be missed by whoever goes on from there.
/// </summary>
public sealed class EventFeed(NpgsqlDataSource database, EventLog log, City city)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The stored names of all events.</summary>
    public static IReadOnlyCollection<string> TypeNames { get; } = [.. EventTypes.All.Select(EventTypes.NameOf)];

    /// <param name="after">A log position; 0 is the beginning.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="only">Stored names; null for all.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<FeedPage> ReadAsync(long after, int limit, IReadOnlyCollection<string>? only, CancellationToken cancellation)
    {
        var settled = await log.SettledAsync(cancellation);
        await using var select = database.CreateCommand(
            $"""
             select {EventLog.Columns}, version, user_name, headers ->> '{Entry.SourceHeader}', correlation_id from {EventStore.Schema}.mt_events
             where seq_id > $1 and seq_id <= $2 and type <> 'tombstone' and ($3 is null or type = any($3)) order by seq_id limit $4
             """);
        select.Parameters.Add(new() { Value = after });
        select.Parameters.Add(new() { Value = settled });
        select.Parameters.Add(new() { Value = (object?)only?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text });
        select.Parameters.Add(new() { Value = limit });
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var events = new List<FeedEvent>();

        while (await rows.ReadAsync(cancellation))
        {
            events.Add(Told(rows));
        }

        // A page that is not full has seen everything up to the settled position, with whatever was left out there.
        return new FeedPage(events, events.Count == limit ? events[^1].Position : Math.Max(after, settled), settled);
    }

    /// <summary>The same, but waits up to that long for the first event.</summary>
    public async Task<FeedPage> WaitAsync(long after, int limit, TimeSpan patience, CancellationToken cancellation)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(Pause, cancellation))
        {
            if (await log.SettledAsync(cancellation) > after || TimeProvider.System.GetElapsedTime(started) >= patience)
            {
                var page = await ReadAsync(after, limit, only: null, cancellation);

                if (page.Events.Count > 0 || TimeProvider.System.GetElapsedTime(started) >= patience)
                {
                    return page;
                }

                after = page.Next;
            }
        }
    }

    private FeedEvent Told(NpgsqlDataReader row)
    {
        var e = EventLog.Read(row);

        return new FeedEvent(e.Position, e.Id, e.StreamId, row.GetString(3), row.GetInt64(6), e.At, TextAt(7), TextAt(8), TextAt(9), e.Data, Sentences.InChinese(e.Data, city));

        string? TextAt(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
