namespace Qingyang.Investment.Audit.Log;

/// <summary>Verifies what <see cref="MerkleTree"/> proves, as RFC 9162 §2.1.3.2 and §2.1.4.2 tell it, step by step. Nothing here needs the tree.</summary>
public static class MerkleProofs
{
    /// <summary>§2.1.3.2: that the tree of that size and root has this leaf at that place. False for whatever does not fit, of any shape.</summary>
    /// <param name="leafHash">32 bytes, of the leaf's bytes.</param>
    /// <param name="leaf">From 0.</param>
    public static bool Includes(ISuite suite, ReadOnlySpan<byte> leafHash, long leaf, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (leaf < 0 || leaf >= size || leafHash.Length != ISuite.HashSize || path.Any(x => x.Length != ISuite.HashSize))
        {
            return false;
        }

        var (fn, sn, r) = (leaf, size - 1, leafHash.ToArray());

        foreach (var p in path)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                r = suite.HashNode(p, r);
                (fn, sn) = ToRightChild(fn, sn);
            }
            else
            {
                r = suite.HashNode(r, p);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && root.SequenceEqual(r);
    }

    /// <summary>§2.1.4.2: that the tree of size <paramref name="to"/> begins with the whole tree of size <paramref name="from"/>. False for whatever does not fit.</summary>
    public static bool Continues(ISuite suite, long from, ReadOnlySpan<byte> fromRoot, long to, ReadOnlySpan<byte> toRoot, IReadOnlyList<byte[]> path)
    {
        if (from < 1 || from > to || path.Any(x => x.Length != ISuite.HashSize))
        {
            return false;
        }

        if (from == to)
        {
            return path.Count == 0 && fromRoot.SequenceEqual(toRoot);
        }

        var nodes = (from & (from - 1)) == 0 ? [fromRoot.ToArray(), .. path] : path;
        var (fn, sn) = (from - 1, to - 1);

        while ((fn & 1) == 1)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        if (nodes.Count == 0)
        {
            return false;
        }

        var (fr, sr) = (nodes[0], nodes[0]);

        foreach (var c in nodes.Skip(1))
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (suite.HashNode(c, fr), suite.HashNode(c, sr));
                (fn, sn) = ToRightChild(fn, sn);
            }
            else
            {
                sr = suite.HashNode(sr, c);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && fromRoot.SequenceEqual(fr) && toRoot.SequenceEqual(sr);
    }

    /// <summary>Where the node is the last of its level, it is carried up until it is a right child, or the root.</summary>
    private static (long Fn, long Sn) ToRightChild(long fn, long sn)
    {
        while ((fn & 1) == 0 && fn != 0)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return (fn, sn);
    }
}
