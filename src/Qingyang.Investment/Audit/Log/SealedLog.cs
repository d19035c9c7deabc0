using System.Runtime.CompilerServices;
using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>A checkpoint that was signed, and its note as it was signed.</summary>
public sealed record SignedCheckpoint(string Suite, long Size, long Sealed, byte[] Root, DateTimeOffset At, string Note);

/// <summary>
/// The log as it is sealed (已封存的日志), for those who read it: the API, evidence packs, audits. Leaves count from 0, sizes are numbers of leaves,
/// hashes have 32 bytes.
/// </summary>
public sealed class SealedLog(NpgsqlDataSource database)
{
    /// <summary>SQL: the day of a checkpoint where its city is.</summary>
    private const string Day = "(made_at at time zone 'Asia/Shanghai')::date";

    public async Task<LogState> StateAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await LogState.ReadAsync(connection, cancellation);
    }

    /// <summary>The log's id and public keys; null before anything was sealed.</summary>
    public async Task<LogKeys?> KeysAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await SigningKeys.ReadAsync(connection, cancellation);
    }

    /// <summary>Null before there is one.</summary>
    public async Task<SignedCheckpoint?> NewestAsync(ISuite suite, CancellationToken cancellation) =>
        (await CheckpointsAsync("suite = $1 order by size desc limit 1", [suite.Name], cancellation)).SingleOrDefault();

    /// <summary>Newest first.</summary>
    /// <param name="page">From 1.</param>
    public Task<IReadOnlyList<SignedCheckpoint>> PageAsync(ISuite suite, int page, int size, CancellationToken cancellation) =>
        CheckpointsAsync("suite = $1 order by size desc limit $2 offset $3", [suite.Name, size, (long)(page - 1) * size], cancellation);

    /// <summary>The first one that covers a log position; null before there is one.</summary>
    public async Task<SignedCheckpoint?> CoveringAsync(ISuite suite, long position, CancellationToken cancellation) =>
        (await CheckpointsAsync("suite = $1 and sealed >= $2 order by size limit 1", [suite.Name, position], cancellation)).SingleOrDefault();

    /// <summary>The last of each day, and so the newest too, newest first.</summary>
    public Task<IReadOnlyList<SignedCheckpoint>> LastOfEachDayAsync(ISuite suite, CancellationToken cancellation) => CheckpointsAsync(
        $"(suite, size) in (select distinct on ({Day}) suite, size from {LogTables.Checkpoints} where suite = $1 order by {Day}, size desc) order by size desc", [suite.Name], cancellation);

    /// <summary>Which leaf covers each of these sequence numbers; those that are not sealed yet are left out.</summary>
    public async Task<IReadOnlyDictionary<long, long>> LeavesOfAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            $"""
             select n.number, r.leaf, r.first_seq, r.last_seq, r.gap from unnest($1::bigint[]) as n (number)
             cross join lateral (select * from {LogTables.Runs} where first_seq <= n.number order by first_seq desc limit 1) r where r.last_seq >= n.number
             """);
        find.Parameters.Add(new() { Value = numbers.ToArray() });
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var leaves = new Dictionary<long, long>(numbers.Count);

        while (await rows.ReadAsync(cancellation))
        {
            leaves[rows.GetInt64(0)] = RunAt(rows, 1).LeafOf(rows.GetInt64(0));
        }

        return leaves;
    }

    public async Task<long?> LeafOfAsync(long number, CancellationToken cancellation) =>
        (await LeavesOfAsync([number], cancellation)).TryGetValue(number, out var leaf) ? leaf : null;

    /// <summary>Which numbers the leaves cover, in the order of leaves, from one leaf up to a tree size.</summary>
    public async IAsyncEnumerable<SealedRun> RunsAsync(long size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var select = database.CreateCommand($"select leaf, first_seq, last_seq, gap from {LogTables.Runs} where leaf < $1 order by leaf");
        select.Parameters.Add(new() { Value = size });
        await using var rows = await select.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            if (RunAt(rows, 0).Within(size) is { } run)
            {
                yield return run;
            }
        }
    }

    /// <summary>The leaf hashes of a tree, in order, many at once: each piece is a multiple of 32 bytes.</summary>
    /// <exception cref="InvalidDataException">They are not all there.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LeafHashesAsync(ISuite suite, long size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var select = database.CreateCommand($"select tile, hashes from {LogTables.Tiles} where suite = $1 and level = 0 and tile * {TileId.Width} < $2 order by tile");
        select.Parameters.Add(new() { Value = suite.Name });
        select.Parameters.Add(new() { Value = size });
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var next = 0L;

        for (; await rows.ReadAsync(cancellation); next++)
        {
            var (tile, hashes) = (new TileId(0, rows.GetInt64(0)), rows.GetFieldValue<byte[]>(1));
            var bytes = tile.WidthIn(size) * ISuite.HashSize;

            yield return tile.Index == next && hashes.Length >= bytes ? hashes.AsMemory(0, bytes) : throw new InvalidDataException($"Leaf hashes of {suite.Name} are missing before leaf {tile.Index * TileId.Width}.");
        }

        if (next * TileId.Width < size)
        {
            throw new InvalidDataException($"Leaf hashes of {suite.Name} end before {size} leaves.");
        }
    }

    /// <summary>The root of the tree as it was at that size (RFC 6962 §2.1).</summary>
    /// <exception cref="InvalidDataException">The tree is not that large, or its tables are damaged.</exception>
    public Task<byte[]> RootAsync(ISuite suite, long size, CancellationToken cancellation) => WorkAsync(suite, node => MerkleTree.Root(suite, size, node), cancellation);

    /// <summary>The inclusion path of a leaf in the tree of that size (RFC 9162 §2.1.3).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has no such leaf.</exception>
    /// <exception cref="InvalidDataException">As above.</exception>
    public Task<IReadOnlyList<byte[]>> InclusionAsync(ISuite suite, long leaf, long size, CancellationToken cancellation) =>
        WorkAsync(suite, node => MerkleTree.Inclusion(suite, leaf, size, node), cancellation);

    /// <summary>The same for some leaves at once, with few reads; for very many, call it for a thousand neighbours at a time.</summary>
    public Task<IReadOnlyList<IReadOnlyList<byte[]>>> InclusionsAsync(ISuite suite, IReadOnlyList<long> leaves, long size, CancellationToken cancellation) =>
        WorkAsync<IReadOnlyList<IReadOnlyList<byte[]>>>(
            suite, node =>
            {
                var once = Once(node);

                return [.. leaves.Select(x => MerkleTree.Inclusion(suite, x, size, once))];
            }, cancellation);

    /// <summary>The consistency path between two sizes (RFC 9162 §2.1.4).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 ≤ from ≤ to.</exception>
    /// <exception cref="InvalidDataException">As above.</exception>
    public Task<IReadOnlyList<byte[]>> ConsistencyAsync(ISuite suite, long from, long to, CancellationToken cancellation) =>
        WorkAsync(suite, node => MerkleTree.Consistency(suite, from, to, node), cancellation);

    internal static SealedRun RunAt(NpgsqlDataReader row, int column) => new(row.GetInt64(column), row.GetInt64(column + 1), row.GetInt64(column + 2), row.GetBoolean(column + 3));

    /// <summary>Neighbours have most of their paths in common, and a hash within a tile is worked out from up to 128 others.</summary>
    private static NodeHash Once(NodeHash node)
    {
        var known = new Dictionary<(int, long), byte[]>();

        return (level, index) => known.TryGetValue((level, index), out var hash) ? hash : known[(level, index)] = node(level, index);
    }

    private async Task<T> WorkAsync<T>(ISuite suite, Func<NodeHash, T> work, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await TileStore.WorkAsync(suite, work, connection, cancellation);
    }

    private async Task<IReadOnlyList<SignedCheckpoint>> CheckpointsAsync(string where, object[] values, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await CheckpointBook.ReadAsync(where, values, connection, cancellation);
    }
}
