using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>How the rows of one enterprise differ from what the log comes to, and since which event.</summary>
/// <param name="model">The read model that holds them.</param>
/// <param name="knownAt">The earlier log position that is looked at; null for now.</param>
/// <param name="to">The position compared at.</param>
/// <param name="snapshot">What the table holds is read in it.</param>
/// <param name="database">The log is read from it.</param>
public sealed class WhereTheyDiffer(IReadModel model, long? knownAt, long to, NpgsqlConnection snapshot, NpgsqlDataSource database)
{
    /// <summary>More events than these of one enterprise are not gone through one by one.</summary>
    private const int Most = 2000;

    public IReadModel Model => model;

    /// <summary>Each of its rows that is not as it should be: one that is wrong beside one that is missing is the same, written otherwise.</summary>
    public async Task<IEnumerable<DifferingRow>> OfAsync(Guid id, CancellationToken cancellation)
    {
        var events = await EventsAsync(id, cancellation);
        var (expected, found) = (RowsAfter(id, events).Order(StringComparer.Ordinal).ToList(), new List<string>());
        await model.TellAsync(knownAt, id, snapshot, x => found.Add(x.ToString()), cancellation);
        found.Sort(StringComparer.Ordinal);
        var (missing, extra) = RowComparison.Apart(expected, found, StringComparer.Ordinal);
        var (after, wasEverSo) = Since(id, found, events);

        return Enumerable.Range(0, Math.Max(missing.Count, extra.Count)).Select(i => (Should: missing.ElementAtOrDefault(i), Is: extra.ElementAtOrDefault(i)))
            .Select(x => new DifferingRow(id, x.Should is null ? "extra" : x.Is is null ? "missing" : "differs", x.Should, x.Is, after, wasEverSo));
    }

    /// <summary>
    /// The position of the first event that the rows found do not show: up to the one before it they were right. Where they never were,
    /// the last event by which the rows should have been written.
    /// </summary>
    private (long? After, bool WasEverSo) Since(Guid id, List<string> found, IReadOnlyList<Recorded> events)
    {
        var held = found.ToHashSet(StringComparer.Ordinal);

        for (var count = events.Count - 1; count >= 0 && events.Count <= Most; count--)
        {
            if (RowsAfter(id, events.Take(count)).SetEquals(held) && held.Count == found.Count)
            {
                return (events[count].Position, true);
            }
        }

        return (events.Count == 0 ? null : LastThatWrites(id, events), false);
    }

    /// <summary>The last event that changes the rows of the enterprise at all.</summary>
    private long LastThatWrites(Guid id, IReadOnlyList<Recorded> events)
    {
        if (events.Count > Most)
        {
            return events[^1].Position;
        }

        for (var count = events.Count; count > 0; count--)
        {
            if (!RowsAfter(id, events.Take(count)).SetEquals(RowsAfter(id, events.Take(count - 1))))
            {
                return events[count - 1].Position;
            }
        }

        return events[0].Position;
    }

    private HashSet<string> RowsAfter(Guid id, IEnumerable<Recorded> events)
    {
        var (rebuild, family) = (model.Rebuild(), new Family());

        foreach (var e in events)
        {
            family.Apply(e);
        }

        rebuild.Apply(family);
        rebuild.Complete();

        var rows = new HashSet<string>(StringComparer.Ordinal);
        model.Tell(rebuild, x => _ = x.Whose == id && rows.Add(x.ToString()));

        return rows;
    }

    private async Task<IReadOnlyList<Recorded>> EventsAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await Revisions.FamiliesOfAsync([id], to, connection, cancellation) is { IsEmpty: false } families
            ? families.All.Single().Events
            : await EventLog.ReadAsync("stream_id = $1 and seq_id <= $2", [id, to], connection, cancellation);
    }
}
