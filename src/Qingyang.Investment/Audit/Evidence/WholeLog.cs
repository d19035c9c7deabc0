using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>
/// All of the log in the order of leaves, read in sweeps: as far as the numbers of leaves rise, one statement reads them. A late commit has a later
/// leaf than its number says and begins a new sweep. What stands among sealed numbers and is in no leaf is told too, at the end.
/// </summary>
public sealed class WholeLog(IReadOnlyList<SealedRun> runs, long position, NpgsqlConnection connection)
{
    private readonly SealedRun[] byNumber = [.. runs.Where(x => !x.IsGap).OrderBy(x => x.First)];
    private readonly List<long> inNoLeaf = [];
    private int next;
    private long reached = long.MinValue;

    /// <summary>Events, each with its leaf, and gaps (<see cref="SealedRun.IsGap"/>) with theirs.</summary>
    public async Task ReadAsync(Func<StoredEvent, long?, ValueTask> tell, Func<SealedRun, ValueTask> gap, CancellationToken cancellation)
    {
        while (next < runs.Count)
        {
            await SweepAsync(tell, gap, cancellation);
        }

        foreach (var some in inNoLeaf.Chunk(1000))
        {
            foreach (var e in (await SliceEvents.ReadAsync(some, connection, cancellation)).Values.OrderBy(x => x.Position))
            {
                await tell(e, null);
            }
        }

        await using var select = Select(reached == long.MinValue ? reached : reached + 1, position);
        await using var rows = await select.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            await tell(StoredEvent.Of(rows), null);
        }
    }

    private async Task SweepAsync(Func<StoredEvent, long?, ValueTask> tell, Func<SealedRun, ValueTask> gap, CancellationToken cancellation)
    {
        var end = next + 1;

        while (end < runs.Count && runs[end].First > runs[end - 1].Last)
        {
            end++;
        }

        var from = next == 0 ? long.MinValue : runs[next].First;
        reached = Math.Max(reached, runs[end - 1].Last);
        await using var select = Select(from, runs[end - 1].Last);
        await using var rows = await select.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            var e = StoredEvent.Of(rows);

            while (next < end && runs[next].Last < e.Position)
            {
                await PassAsync(gap);
            }

            if (next < end && !runs[next].IsGap && runs[next].First <= e.Position)
            {
                await tell(e, runs[next].LeafOf(e.Position));
            }
            else if (!IsSealed(e.Position))
            {
                inNoLeaf.Add(e.Position);
            }
        }

        while (next < end)
        {
            await PassAsync(gap);
        }
    }

    private ValueTask PassAsync(Func<SealedRun, ValueTask> gap)
    {
        var run = runs[next++];

        return run.IsGap ? gap(run) : ValueTask.CompletedTask;
    }

    private bool IsSealed(long number)
    {
        var (low, high) = (0, byNumber.Length - 1);

        while (low <= high)
        {
            var middle = (low + high) >> 1;

            if (byNumber[middle].First <= number && number <= byNumber[middle].Last)
            {
                return true;
            }

            (low, high) = byNumber[middle].First > number ? (low, middle - 1) : (middle + 1, high);
        }

        return false;
    }

    private NpgsqlCommand Select(long from, long to) => new($"select {StoredEvent.Columns} from {EventStore.Schema}.mt_events e where seq_id between $1 and $2 order by seq_id", connection)
    {
        Parameters = { new() { Value = from }, new() { Value = to } },
    };
}
