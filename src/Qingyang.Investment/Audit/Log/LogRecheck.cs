using System.Runtime.CompilerServices;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>How a leaf and the events are not the same any more.</summary>
public enum LeafFault
{
    /// <summary>The event says something else than when it was sealed.</summary>
    Altered,

    /// <summary>There is no such event any more.</summary>
    Removed,

    /// <summary>There is an event where there was sealed to be none.</summary>
    Inserted,
}

/// <summary>A leaf that does not hold. <paramref name="Number"/>: the sequence number of the event.</summary>
public sealed record FaultyLeaf(long Leaf, long Number, string Suite, LeafFault Fault);

/// <summary>Hashes events again and compares them with the leaves that they were sealed as (复核), a part of the log at a time. It reads every event of that part.</summary>
public sealed class LogRecheck(NpgsqlDataSource database, SealedLog log)
{
    private const int Page = 5000;

    /// <param name="from">The first leaf.</param>
    /// <param name="to">The leaf after the last one.</param>
    /// <exception cref="InvalidDataException">The leaf hashes themselves are not all there.</exception>
    public async IAsyncEnumerable<FaultyLeaf> RunAsync(long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        await foreach (var run in log.RunsAsync(to, cancellation))
        {
            for (var part = run.From(from); part is { } rest; part = rest.From(rest.Leaf + Page))
            {
                foreach (var fault in await CompareAsync(rest.Within(rest.Leaf + Page)!.Value, connection, cancellation))
                {
                    yield return fault;
                }
            }
        }
    }

    private static async Task<List<FaultyLeaf>> CompareAsync(SealedRun run, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (faults, missing, sealing) = (new List<FaultyLeaf>(), run.First, await SealedHashesAsync(run, connection, cancellation));
        await using var select = new NpgsqlCommand($"select {StoredEvent.Columns} from {EventStore.Schema}.mt_events e where e.seq_id between $1 and $2 order by e.seq_id", connection);
        select.Parameters.Add(new() { Value = run.First });
        select.Parameters.Add(new() { Value = run.Last });
        var (leaf, hash) = (new LeafBytes(), new byte[ISuite.HashSize]);

        await using (var rows = await select.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                var e = StoredEvent.Of(rows);

                if (run.IsGap)
                {
                    Find(e.Position, LeafFault.Inserted, Suites.All);
                    continue;
                }

                Lack(e.Position);
                leaf.OfEvent(e);
                Compare(e.Position);
                missing = e.Position + 1;
            }
        }

        if (run.IsGap)
        {
            leaf.OfGap(run.First, run.Last);
            Compare(run.First);
        }
        else
        {
            Lack(run.Last + 1);
        }

        return faults;

        void Lack(long before)
        {
            for (; missing < before; missing++)
            {
                Find(missing, LeafFault.Removed, Suites.All);
            }
        }

        void Compare(long number) => Find(number, LeafFault.Altered, Suites.All.Where(x =>
        {
            x.HashLeaf(leaf.Prefixed, hash);

            return !sealing(x, run.LeafOf(number)).SequenceEqual(hash);
        }));

        void Find(long number, LeafFault fault, IEnumerable<ISuite> suites) => faults.AddRange(suites.Select(x => new FaultyLeaf(run.LeafOf(number), number, x.Name, fault)));
    }

    private delegate ReadOnlySpan<byte> SealedHash(ISuite suite, long leaf);

    private static async Task<SealedHash> SealedHashesAsync(SealedRun run, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (tiles, ids) = (new Dictionary<ISuite, Dictionary<TileId, byte[]>>(), new List<TileId>());

        for (var index = run.Leaf / TileId.Width; index * TileId.Width < run.End; index++)
        {
            ids.Add(new TileId(0, index));
        }

        foreach (var suite in Suites.All)
        {
            tiles[suite] = await TileStore.ReadAsync(suite, ids, connection, cancellation);
        }

        return (suite, leaf) => tiles[suite].TryGetValue(new TileId(0, leaf / TileId.Width), out var tile) && tile.Length >= ((leaf % TileId.Width) + 1) * ISuite.HashSize
            ? tile.AsSpan((int)(leaf % TileId.Width) * ISuite.HashSize, ISuite.HashSize)
            : throw new InvalidDataException($"The hash of leaf {leaf} under {suite.Name} is not there.");
    }
}
