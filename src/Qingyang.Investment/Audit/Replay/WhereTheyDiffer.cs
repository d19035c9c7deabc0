using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>Finds the event after which a read model and the log differ about one enterprise.</summary>
public sealed class WhereTheyDiffer(IReadModel model, NpgsqlDataSource database)
{
    /// <summary>More events than these of one enterprise are not gone through one by one.</summary>
    private const int Most = 2000;

    /// <summary>
    /// The position of the first event that the rows found do not show: up to the one before it they were right. Where they never were,
    /// the last event by which the rows should have been written.
    /// </summary>
    /// <param name="id">The enterprise.</param>
    /// <param name="found">The rows that the table holds of it.</param>
    /// <param name="to">The position compared at.</param>
    /// <param name="cancellation">Stops looking.</param>
    public async Task<(long? After, bool WasEverSo)> FindAsync(Guid id, IReadOnlyCollection<TableRow> found, long to, CancellationToken cancellation)
    {
        var events = await EventsAsync(id, to, cancellation);
        var held = found.Select(x => x.Text).ToHashSet(StringComparer.Ordinal);

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

        return [.. model.Told(rebuild).Where(x => x.Key.StartsWith(id.ToString(), StringComparison.Ordinal)).Select(x => x.Text)];
    }

    private async Task<IReadOnlyList<Recorded>> EventsAsync(Guid id, long to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await Revisions.FamiliesOfAsync([id], to, connection, cancellation) is { IsEmpty: false } families
            ? families.All.Single().Events
            : await EventLog.ReadAsync("stream_id = $1 and seq_id <= $2", [id, to], connection, cancellation);
    }
}
