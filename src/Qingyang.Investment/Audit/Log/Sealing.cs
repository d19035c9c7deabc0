using System.Runtime.CompilerServices;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// Makes leaves (封存): events that were committed and are in none yet get the next ones, in the order of their numbers, and so do gaps that are certain. A batch is
/// one transaction. Whoever holds this is the only sealer; after any failure it is thrown away and loaded again.
/// </summary>
public sealed class Sealing
{
    private readonly LeafBytes leaf = new();
    private readonly LeafHashing hashing;
    private readonly IReadOnlyList<TileTree> trees;
    private readonly List<SealedRun> runs = [];   // of the batch; the first may go on where the last one ended
    private SealedRun? last;

    private Sealing(IReadOnlyList<TileTree> trees, Coverage coverage, SealedRun? last)
    {
        this.trees = trees;
        hashing = new LeafHashing(trees);
        Size = trees[0].Size;
        this.last = last;
        Coverage = coverage;
    }

    public Coverage Coverage { get; }

    /// <summary>In leaves.</summary>
    public long Size { get; private set; }

    /// <exception cref="InvalidDataException">What is stored does not fit together.</exception>
    public static async Task<Sealing> LoadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (state, holes, last) = await SealedRuns.LoadAsync(connection, cancellation);
        var loaded = new List<TileTree>();

        foreach (var suite in Suites.All)
        {
            loaded.Add(await TileStore.LoadAsync(suite, state.Size, connection, cancellation));
        }

        return new Sealing(loaded, new Coverage(state.High, holes), last);
    }

    /// <param name="certain">Numbers up to this one that are missing are missing for ever; null where that is not known.</param>
    /// <param name="limit">At most so many events.</param>
    /// <returns>How many events it sealed.</returns>
    public async Task<int> BatchAsync(long? certain, int limit, Action<SealingStep> at, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (before, next, events) = (Size, 1L, 0);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        if (certain is not null)
        {
            await GapGuard.HoldAsync(connection, cancellation);
        }

        await foreach (var e in UnsealedAsync(limit, connection, cancellation))
        {
            AddGaps(next, Math.Min(certain ?? 0, e.Position - 1));
            leaf.OfEvent(e);
            Add(new SealedRun(Size, e.Position, e.Position, IsGap: false));
            (next, events) = (e.Position + 1, events + 1);
        }

        if (events < limit)
        {
            AddGaps(next, certain ?? 0);   // all that is there was seen
        }

        if (Size > before)
        {
            await hashing.CompleteAsync();

            foreach (var tree in trees)
            {
                await TileStore.WriteAsync(tree.Suite, tree.TakeChanged(), connection, cancellation);
            }

            await SealedRuns.WriteAsync(runs, before, Size, Coverage, connection, cancellation);
            runs.Clear();
            at(SealingStep.Written);
            await transaction.CommitAsync(cancellation);
            at(SealingStep.Sealed);
        }

        return events;
    }

    /// <summary>Late ones first, which lie in holes, and then those above all that are sealed: so they come in the order of their numbers.</summary>
    private async IAsyncEnumerable<StoredEvent> UnsealedAsync(int limit, NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (read, high) = (0, Coverage.High);

        if (Coverage.Holes.Count > 0)
        {
            await using var late = new NpgsqlCommand(
                $"""
                 select {StoredEvent.Columns} from unnest($1::bigint[], $2::bigint[]) as h (first, last)
                 cross join lateral (select * from {EventStore.Schema}.mt_events where seq_id between h.first and h.last order by seq_id limit $3) e order by e.seq_id limit $3
                 """, connection);
            late.Parameters.Add(new() { Value = Coverage.Holes.Select(x => x.First).ToArray() });
            late.Parameters.Add(new() { Value = Coverage.Holes.Select(x => x.Last).ToArray() });
            late.Parameters.Add(new() { Value = limit });
            await using var rows = await late.ExecuteReaderAsync(cancellation);

            for (; await rows.ReadAsync(cancellation); read++)
            {
                yield return StoredEvent.Of(rows);
            }
        }

        await using var above = new NpgsqlCommand($"select {StoredEvent.Columns} from {EventStore.Schema}.mt_events e where e.seq_id > $1 order by e.seq_id limit $2", connection);
        above.Parameters.Add(new() { Value = high });
        above.Parameters.Add(new() { Value = limit - read });
        await using var rest = await above.ExecuteReaderAsync(cancellation);

        while (await rest.ReadAsync(cancellation))
        {
            yield return StoredEvent.Of(rest);
        }
    }

    private void AddGaps(long from, long to)
    {
        foreach (var gap in to < from ? [] : Coverage.Missing(from, to).ToList())
        {
            leaf.OfGap(gap.First, gap.Last);
            Add(new SealedRun(Size, gap.First, gap.Last, IsGap: true));
        }
    }

    /// <summary>The leaf whose bytes were just made.</summary>
    private void Add(SealedRun run)
    {
        Coverage.Cover(run.First, run.Last);

        hashing.Append(leaf.Prefixed);
        Size++;

        if (last is { IsGap: false } before && !run.IsGap && before.Last + 1 == run.First)
        {
            run = before with { Last = run.Last };

            if (runs.Count > 0)
            {
                runs.RemoveAt(runs.Count - 1);
            }
        }

        runs.Add(run);
        last = run;
    }
}
