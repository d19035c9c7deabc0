namespace Qingyang.Investment.Verifier.Tree;

/// <summary>What a proof shows: the algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2, which are those of RFC 6962 written out.</summary>
public static class Proofs
{
    /// <summary>The root that a leaf and its path lead to; null where the path has not the length that it must have.</summary>
    /// <param name="hash">The tree's.</param>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="index">Which leaf, from 0.</param>
    /// <param name="size">Of the tree.</param>
    /// <param name="path">Hashes from the leaf upwards.</param>
    public static byte[]? RootOf(TreeHash hash, ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size)
        {
            return null;
        }

        var (fn, sn, root) = (index, size - 1, leafHash.ToArray());

        foreach (var step in path)
        {
            if (sn == 0 || step.Length != TreeHash.Size)
            {
                return null;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                hash.Node(step, root, root);

                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                hash.Node(root, step, root);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 ? root : null;
    }

    /// <summary>Whether the tree of the second size and root continues that of the first.</summary>
    public static bool Continues(TreeHash hash, long first, byte[] firstRoot, long second, byte[] secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first == second)
        {
            return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(secondRoot);
        }

        if (first == 0)
        {
            return proof.Count == 0 && second > 0;   // everything continues nothing
        }

        if (first < 0 || first > second || proof.Any(x => x.Length != TreeHash.Size))
        {
            return false;
        }

        var (fn, sn) = (first - 1, second - 1);

        while ((fn & 1) == 1)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        var whole = (first & (first - 1)) == 0;   // a full subtree: its root is where the way begins
        var steps = new Queue<byte[]>(whole ? [firstRoot, .. proof] : proof);

        if (!steps.TryDequeue(out var start))
        {
            return false;
        }

        var (before, after) = (start.ToArray(), start.ToArray());

        foreach (var step in steps)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                hash.Node(step, before, before);
                hash.Node(step, after, after);

                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                hash.Node(after, step, after);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && before.AsSpan().SequenceEqual(firstRoot) && after.AsSpan().SequenceEqual(secondRoot);
    }
}
