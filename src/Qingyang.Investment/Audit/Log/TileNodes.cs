using System.Numerics;

namespace Qingyang.Investment.Audit.Log;

/// <summary>Finds the hashes of complete subtrees in tiles (RFC 6962 trees, tiled as C2SP tlog-tiles does): a subtree of 2^(8l+k) leaves is worked out from 2^k hashes of one tile of level l.</summary>
/// <param name="suite">Under which the tiles are.</param>
/// <param name="tile">A tile, which may be longer than is needed.</param>
public sealed class TileNodes(ISuite suite, Func<TileId, byte[]> tile)
{
    /// <summary>In which tile the hash of a complete subtree is to be found.</summary>
    public static TileId TileOf(int level, long index) => new(level / TileId.Height, index << (level % TileId.Height) >> TileId.Height);

    /// <exception cref="InvalidDataException">The tile is too short: the tree that is stored is not what it says it is.</exception>
    public byte[] Hash(int level, long index)
    {
        var (count, hashes) = (1 << (level % TileId.Height), tile(TileOf(level, index)));
        var first = (int)((index << BitOperations.TrailingZeroCount(count)) % TileId.Width);

        return hashes.Length >= (first + count) * ISuite.HashSize
            ? TileTree.HashOf(suite, hashes.AsSpan(first * ISuite.HashSize, count * ISuite.HashSize))
            : throw new InvalidDataException($"Tile {TileOf(level, index)} of {suite.Name} is too short.");
    }

    /// <summary>The tiles that a root or a proof needs: the same work, done once without any hashes.</summary>
    public static IReadOnlyCollection<TileId> Needed(Action<NodeHash> work)
    {
        var (needed, nothing) = (new HashSet<TileId>(), new byte[ISuite.HashSize]);
        work((level, index) =>
        {
            needed.Add(TileOf(level, index));

            return nothing;
        });

        return needed;
    }
}
