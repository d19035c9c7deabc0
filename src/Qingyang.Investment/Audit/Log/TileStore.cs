using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>Tiles in the database: read for roots and proofs, a few each; written with a batch.</summary>
public static class TileStore
{
    /// <summary>Those of these tiles that there are.</summary>
    public static async Task<Dictionary<TileId, byte[]>> ReadAsync(ISuite suite, IReadOnlyCollection<TileId> tiles, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var found = new Dictionary<TileId, byte[]>(tiles.Count);

        if (tiles.Count == 0)
        {
            return found;
        }

        await using var select = new NpgsqlCommand(
            $"select t.level, t.tile, t.hashes from {LogTables.Tiles} t join unnest($2::int[], $3::bigint[]) as w (level, tile) on t.suite = $1 and t.level = w.level and t.tile = w.tile", connection);
        select.Parameters.Add(new() { Value = suite.Name });
        select.Parameters.Add(new() { Value = tiles.Select(x => x.Level).ToArray() });
        select.Parameters.Add(new() { Value = tiles.Select(x => x.Index).ToArray() });
        await using var rows = await select.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            found[new TileId(rows.GetInt32(0), rows.GetInt64(1))] = rows.GetFieldValue<byte[]>(2);
        }

        return found;
    }

    /// <summary>Does a piece of work (a root, a proof) with the hashes that it needs, read by one statement.</summary>
    /// <exception cref="InvalidDataException">A tile is missing or too short: the tables are damaged, or the tree is not that large.</exception>
    public static async Task<T> WorkAsync<T>(ISuite suite, Func<NodeHash, T> work, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var tiles = await ReadAsync(suite, TileNodes.Needed(node => work(node)), connection, cancellation);
        var nodes = new TileNodes(suite, id => tiles.TryGetValue(id, out var tile) ? tile : throw new InvalidDataException($"Tile {id} of {suite.Name} is not there."));

        return work(nodes.Hash);
    }

    /// <summary>MTH of RFC 6962 at that size.</summary>
    /// <exception cref="InvalidDataException">As above.</exception>
    public static Task<byte[]> RootAsync(ISuite suite, long size, NpgsqlConnection connection, CancellationToken cancellation) =>
        WorkAsync(suite, node => MerkleTree.Root(suite, size, node), connection, cancellation);

    /// <summary>The tree as it is stored, to go on with.</summary>
    /// <exception cref="InvalidDataException">As above.</exception>
    public static async Task<TileTree> LoadAsync(ISuite suite, long size, NpgsqlConnection connection, CancellationToken cancellation) =>
        TileTree.From(suite, size, await ReadAsync(suite, [.. TileId.EdgeOf(size)], connection, cancellation));

    /// <summary>New tiles, and those of the edge in place of what they were.</summary>
    public static async Task WriteAsync(ISuite suite, IReadOnlyDictionary<TileId, byte[]> tiles, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var write = new NpgsqlCommand(
            $"""
             insert into {LogTables.Tiles} (suite, level, tile, hashes) select $1, * from unnest($2::int[], $3::bigint[], $4::bytea[])
             on conflict (suite, level, tile) do update set hashes = excluded.hashes
             """, connection);
        write.Parameters.Add(new() { Value = suite.Name });
        write.Parameters.Add(new() { Value = tiles.Keys.Select(x => x.Level).ToArray() });
        write.Parameters.Add(new() { Value = tiles.Keys.Select(x => x.Index).ToArray() });
        write.Parameters.Add(new() { Value = tiles.Values.ToArray() });
        await write.ExecuteNonQueryAsync(cancellation);
    }
}
