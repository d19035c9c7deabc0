namespace Qingyang.Investment.Audit.Log;

/// <summary>Where a tile stands: at level l the i-th 256 hashes, each of a complete subtree of 256^l leaves.</summary>
public readonly record struct TileId(int Level, long Index)
{
    /// <summary>Hashes in a full one.</summary>
    public const int Width = 256;

    /// <summary>Levels of the binary tree between two levels of tiles.</summary>
    public const int Height = 8;

    /// <summary>How many hashes it has in a tree of that size; 0 where there is no such tile.</summary>
    public int WidthIn(long size) => (int)Math.Clamp((size >> (Level * Height)) - (Index * Width), 0, Width);

    /// <summary>The tiles with which a tree of that size goes on: the last of each level, where that is not full.</summary>
    public static IEnumerable<TileId> EdgeOf(long size)
    {
        for (var (level, nodes) = (0, size); nodes > 0; level++, nodes >>= Height)
        {
            if (nodes % Width != 0)
            {
                yield return new TileId(level, nodes / Width);
            }
        }
    }
}

/// <summary>
/// A tree that grows (增长中的树), kept as tiles: only the last of each level, which the next leaf goes into, is held in memory. Not for two threads at once.
/// </summary>
public sealed class TileTree(ISuite suite)
{
    private readonly List<List<byte>> edge = [];   // by level: the hashes of the tile that is not full yet
    private readonly Dictionary<TileId, byte[]> full = [];
    private readonly SortedSet<int> touched = [];

    public ISuite Suite => suite;

    /// <summary>In leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Goes on from a tree that is stored.</summary>
    /// <param name="size">In leaves.</param>
    /// <param name="tiles">Its tiles of <see cref="TileId.EdgeOf"/>.</param>
    /// <exception cref="InvalidDataException">A tile is missing, or shorter than the size asks.</exception>
    public static TileTree From(ISuite suite, long size, IReadOnlyDictionary<TileId, byte[]> tiles)
    {
        var tree = new TileTree(suite) { Size = size };

        foreach (var id in TileId.EdgeOf(size))
        {
            var bytes = id.WidthIn(size) * ISuite.HashSize;

            if (!tiles.TryGetValue(id, out var hashes) || hashes.Length < bytes)
            {
                throw new InvalidDataException($"Tile {id} of {suite.Name} is not there, or too short for {size} leaves.");
            }

            tree.Level(id.Level).AddRange(hashes.AsSpan(0, bytes));
        }

        return tree;
    }

    /// <param name="leafHash">32 bytes.</param>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        Append(0, Size, leafHash);
        Size++;
    }

    /// <summary>The tiles that the leaves since the last call changed: full ones, and the edge. They are to be stored.</summary>
    public IReadOnlyDictionary<TileId, byte[]> TakeChanged()
    {
        foreach (var level in touched.Where(x => edge[x].Count > 0))
        {
            full[new TileId(level, Size >> (level * TileId.Height) >> TileId.Height)] = [.. edge[level]];
        }

        var changed = new Dictionary<TileId, byte[]>(full);
        full.Clear();
        touched.Clear();

        return changed;
    }

    /// <summary>The hash of a full tile: one hash of the level above.</summary>
    public static byte[] HashOf(ISuite suite, ReadOnlySpan<byte> hashes)
    {
        var level = hashes.ToArray();

        for (var count = hashes.Length / ISuite.HashSize; count > 1; count /= 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                var pair = level.AsSpan(i * 2 * ISuite.HashSize, 2 * ISuite.HashSize);
                suite.HashNode(pair[..ISuite.HashSize], pair[ISuite.HashSize..], level.AsSpan(i * ISuite.HashSize, ISuite.HashSize));
            }
        }

        return level[..ISuite.HashSize];
    }

    private void Append(int level, long index, ReadOnlySpan<byte> hash)
    {
        var hashes = Level(level);
        hashes.AddRange(hash);
        touched.Add(level);

        if (hashes.Count == TileId.Width * ISuite.HashSize)
        {
            byte[] tile = [.. hashes];
            full[new TileId(level, index / TileId.Width)] = tile;
            hashes.Clear();
            Append(level + 1, index / TileId.Width, HashOf(suite, tile));
        }
    }

    private List<byte> Level(int level)
    {
        while (edge.Count <= level)
        {
            edge.Add([]);
        }

        return edge[level];
    }
}
