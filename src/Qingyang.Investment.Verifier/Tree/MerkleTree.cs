using System.Numerics;

namespace Qingyang.Investment.Verifier.Tree;

/// <summary>The tree of RFC 6962 §2.1 as its leaves come: it keeps one hash for each full subtree, 64 at most, and can tell its root at any size on the way.</summary>
public sealed class MerkleTree(TreeHash hash)
{
    private readonly byte[] subtrees = new byte[64 * TreeHash.Size];   // of 2^k leaves, the largest first

    public long Size { get; private set; }

    public void Add(ReadOnlySpan<byte> leafHash)
    {
        Span<byte> current = stackalloc byte[TreeHash.Size];
        leafHash.CopyTo(current);
        var depth = BitOperations.PopCount((ulong)Size);

        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash.Node(At(--depth), current, current);
        }

        current.CopyTo(At(depth));
        Size++;
    }

    /// <summary>The root of what was added so far; of nothing it is the hash of nothing.</summary>
    public byte[] Root()
    {
        var root = new byte[TreeHash.Size];
        var depth = BitOperations.PopCount((ulong)Size);

        if (depth == 0)
        {
            hash.Hash([], root);

            return root;
        }

        At(--depth).CopyTo(root);

        while (depth > 0)
        {
            hash.Node(At(--depth), root, root);
        }

        return root;
    }

    private Span<byte> At(int depth) => subtrees.AsSpan(depth * TreeHash.Size, TreeHash.Size);
}
