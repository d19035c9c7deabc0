using System.Numerics;

namespace Qingyang.Investment.Audit.Log;

/// <summary>The hash of a complete subtree of 2^<paramref name="level"/> leaves, the <paramref name="index"/>-th of its level from the left, counted from 0.</summary>
public delegate byte[] NodeHash(int level, long index);

/// <summary>
/// The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1, the same): roots and proofs, worked out from complete subtrees, of which each takes at most
/// two for every level of the tree. Sizes are numbers of leaves; every hash has 32 bytes.
/// </summary>
public static class MerkleTree
{
    public const byte LeafPrefix = 0x00;
    public const byte NodePrefix = 0x01;

    /// <summary>MTH(D[0:size]) of §2.1.1; of no leaves at all, the hash of nothing.</summary>
    public static byte[] Root(ISuite suite, long size, NodeHash node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);

        if (size == 0)
        {
            var nothing = new byte[ISuite.HashSize];
            suite.Hash([], nothing);

            return nothing;
        }

        return Range(suite, 0, size, node);
    }

    /// <summary>PATH(leaf, D[0:size]) of §2.1.1 (§2.1.3.1): what, from the leaf upwards, makes the root of that size. Leaves count from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static IReadOnlyList<byte[]> Inclusion(ISuite suite, long leaf, long size, NodeHash node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        var path = new List<byte[]>();

        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + Split(end - start);
            path.Add(leaf < middle ? Range(suite, middle, end, node) : Range(suite, start, middle, node));
            (start, end) = leaf < middle ? (start, middle) : (middle, end);
        }

        path.Reverse();

        return path;
    }

    /// <summary>PROOF(from, D[0:to]) of §2.1.2 (§2.1.4.1): that the tree of size <paramref name="to"/> begins with the one of size <paramref name="from"/>. Empty where they are one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 ≤ from ≤ to.</exception>
    public static IReadOnlyList<byte[]> Consistency(ISuite suite, long from, long to, NodeHash node)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var path = new List<byte[]>();
        var (start, end) = (0L, to);

        for (; end != from;)
        {
            var middle = start + Split(end - start);
            path.Add(from <= middle ? Range(suite, middle, end, node) : Range(suite, start, middle, node));
            (start, end) = from <= middle ? (start, middle) : (middle, end);
        }

        if (start > 0)
        {
            path.Add(Range(suite, start, end, node));   // the old root is not one of ours: whoever verifies does not have this part
        }

        path.Reverse();

        return path;
    }

    /// <summary>MTH(D[start:end]); <paramref name="start"/> is where a subtree of that size may begin.</summary>
    private static byte[] Range(ISuite suite, long start, long end, NodeHash node)
    {
        var length = end - start;

        if (BitOperations.IsPow2(length))
        {
            var level = BitOperations.TrailingZeroCount(length);

            return node(level, start >> level);
        }

        var middle = start + Split(length);

        return suite.HashNode(Range(suite, start, middle, node), Range(suite, middle, end, node));
    }

    /// <summary>k of §2.1.1: the largest power of two that is smaller than the length, which is at least 2.</summary>
    private static long Split(long length) => 1L << BitOperations.Log2((ulong)(length - 1));
}
