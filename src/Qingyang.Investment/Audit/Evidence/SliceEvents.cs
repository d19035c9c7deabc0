using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Which events a slice is made of, each with the leaf that covers it, in the order of leaves; those that are not sealed yet come last.</summary>
public static class SliceEvents
{
    private const int Many = 5000;

    /// <summary>The streams that count for these enterprises at that position: their own, and those of all that were merged into them.</summary>
    public static async Task<IReadOnlyCollection<Guid>> StreamsAsync(IEnumerable<Guid> enterprises, long position, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var into = new Dictionary<Guid, Guid>();

        await using (var select = new NpgsqlCommand(
            $"""
             select stream_id, case type when 'enterprise_merged' then (data ->> 'into')::uuid end from {EventStore.Schema}.mt_events e
             where type in ('enterprise_merged', 'merge_undone') and seq_id <= $1
               and not exists (select from {EventStore.Schema}.mt_events r where r.stream_id = e.stream_id and r.type = 'entry_retracted' and r.data ->> 'entryId' = e.id::text and r.seq_id <= $1)
             order by seq_id
             """, connection)
        { Parameters = { new() { Value = position } } })
        {
            await using var rows = await select.ExecuteReaderAsync(cancellation);

            while (await rows.ReadAsync(cancellation))
            {
                into.Remove(rows.GetGuid(0));

                if (!await rows.IsDBNullAsync(1, cancellation))
                {
                    into[rows.GetGuid(0)] = rows.GetGuid(1);
                }
            }
        }

        var (streams, sources) = (enterprises.ToHashSet(), into.ToLookup(x => x.Value, x => x.Key));

        for (var queue = new Queue<Guid>(streams); queue.TryDequeue(out var next);)
        {
            foreach (var source in sources[next].Where(streams.Add))
            {
                queue.Enqueue(source);
            }
        }

        return streams;
    }

    /// <summary>The numbers of the slice's events.</summary>
    public static async Task<List<long>> NumbersAsync(EvidenceSlice slice, IReadOnlyCollection<Guid> streams, long position, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = slice.Kind == SliceKind.Period
            ? new NpgsqlCommand($"select seq_id from {EventStore.Schema}.mt_events where (timestamp at time zone 'Asia/Shanghai')::date between $2 and $3 and seq_id <= $1 order by seq_id", connection)
            {
                Parameters = { new() { Value = position }, new() { Value = slice.From!.Value }, new() { Value = slice.To!.Value } },
            }
            : new NpgsqlCommand($"select seq_id from {EventStore.Schema}.mt_events where stream_id = any($2) and seq_id <= $1 order by seq_id", connection)
            {
                Parameters = { new() { Value = position }, new() { Value = streams.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
            };
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var numbers = new List<long>();

        while (await rows.ReadAsync(cancellation))
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    }

    public static async Task<List<(long Number, long? Leaf)>> InOrderAsync(List<long> numbers, long size, SealedLog log, CancellationToken cancellation)
    {
        var all = new List<(long Number, long? Leaf)>(numbers.Count);

        foreach (var some in numbers.Chunk(Many))
        {
            var leaves = await log.LeavesOfAsync(some, cancellation);
            all.AddRange(some.Select(x => (x, leaves.TryGetValue(x, out var leaf) && leaf < size ? leaf : (long?)null)));
        }

        all.Sort((x, y) => (x.Leaf ?? long.MaxValue, x.Number).CompareTo((y.Leaf ?? long.MaxValue, y.Number)));

        return all;
    }

    /// <summary>Some events by their numbers.</summary>
    public static async Task<Dictionary<long, StoredEvent>> ReadAsync(IEnumerable<long> numbers, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select {StoredEvent.Columns} from {EventStore.Schema}.mt_events e where seq_id = any($1)", connection) { Parameters = { new() { Value = numbers.ToArray() } } };
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var events = new Dictionary<long, StoredEvent>();

        while (await rows.ReadAsync(cancellation))
        {
            var e = StoredEvent.Of(rows);
            events[e.Position] = e;
        }

        return events;
    }
}
