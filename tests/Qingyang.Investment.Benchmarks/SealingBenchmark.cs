using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Sealing a backlog, the whole city, under both suites, over reading the same rows and over hashing the same leaves with nothing read or written.</summary>
public static class SealingBenchmark
{
    public const string Name = "seal";

    private const int WarmUps = 1;
    private const int Rounds = 3;

    private static readonly SealingSettings Settings = new();

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        var (read, hash, sm3, seal) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var events = await bed.EventsAsync(cancellation);
        await using var copy = await LogCopy.MakeAsync(bed, cancellation);
        var leaves = await LeavesAsync(copy.Database, cancellation);

        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            read.Add(await Samples.SecondsAsync(() => ReadAsync(copy.Database, cancellation)));
            hash.Add(await Samples.SecondsAsync(() => HashAsync(Suites.All, leaves)));
            sm3.Add(await Samples.SecondsAsync(() => HashAsync([Suites.Sm3], leaves)));
            seal.Add(await SealAsync(copy, events, cancellation));
        }

        var (rate, limit) = (events / Samples.Median(seal[WarmUps..]), events / Samples.Median(read[WarmUps..]));

        return
        [
            new Figure(Name, "封存积压的事件", Figure.PerSecond, rate, limit, "只读同样的行"),
            new Figure(Name, "两棵树的哈希", Figure.PerSecond, events / Samples.Median(hash[WarmUps..]), limit, "只读同样的行"),
            new Figure(Name, "其中 SM3", Figure.PerSecond, events / Samples.Median(sm3[WarmUps..]), limit, "只读同样的行"),
        ];
    }

    private static async Task<double> SealAsync(LogCopy copy, long events, CancellationToken cancellation)
    {
        await copy.EmptyAsync(cancellation);
        await using var connection = await copy.Database.OpenConnectionAsync(cancellation);
        var (sealing, done) = (await Sealing.LoadAsync(connection, cancellation), 0);
        var seconds = await Samples.SecondsAsync(async () =>
        {
            for (var batch = Settings.Batch; batch == Settings.Batch; done += batch)
            {
                batch = await sealing.BatchAsync(certain: null, Settings.Batch, Settings.At, connection, cancellation);
            }
        });

        return done == events ? seconds : throw new WrongAnswerException($"封存了 {done} 个事件，应为 {events}。");
    }

    private static async Task ReadAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await foreach (var _ in EventsAsync(database, cancellation))
        {
            // Nothing is done with it.
        }
    }

    private static async Task<List<byte[]>> LeavesAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var (leaves, leaf) = (new List<byte[]>(), new LeafBytes());

        await foreach (var e in EventsAsync(database, cancellation))
        {
            leaf.OfEvent(e);
            leaves.Add(leaf.Prefixed.ToArray());
        }

        return leaves;
    }

    private static async IAsyncEnumerable<StoredEvent> EventsAsync(NpgsqlDataSource database, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var select = database.CreateCommand($"select {StoredEvent.Columns} from {EventStore.Schema}.mt_events e order by e.seq_id");
        await using var rows = await select.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            yield return StoredEvent.Of(rows);
        }
    }

    private static Task HashAsync(IEnumerable<ISuite> suites, List<byte[]> leaves) => Task.Run(() =>
    {
        var hash = new byte[ISuite.HashSize];

        foreach (var tree in suites.Select(x => new TileTree(x)))
        {
            foreach (var leaf in leaves)
            {
                tree.Suite.HashLeaf(leaf, hash);
                tree.Append(hash);
            }
        }
    });
}
