using Qingyang.Investment.Verifier.Zip;

namespace Qingyang.Investment.Verifier.Tree;

/// <summary>The leaf hashes as the log kept them, read from first to last; the tree over them grows on the way.</summary>
public sealed class LeafFile : IDisposable
{
    private readonly TreeHash hash;
    private readonly MeasuredStream file;
    private readonly HashSet<long> sizes;
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly byte[] current = new byte[TreeHash.Size];
    private int start, end;

    public LeafFile(TreeHash hash, PackFile pack, IEnumerable<long> sizes)
    {
        (this.hash, this.sizes, file) = (hash, [.. sizes], pack.OpenFile($"leaves-{hash.Name}.bin"));
        Tree = new MerkleTree(hash);
        Note();
    }

    public MerkleTree Tree { get; }

    /// <summary>The roots at the sizes that were asked for, as far as the tree reached.</summary>
    public Dictionary<long, byte[]> Roots { get; } = [];

    /// <summary>The next leaf's hash; false at the end.</summary>
    public bool TryNext(out ReadOnlySpan<byte> leaf)
    {
        while (end - start < TreeHash.Size)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            var read = file.Read(buffer.AsSpan(end));
            end += read;

            if (read == 0)
            {
                leaf = [];

                return false;
            }
        }

        buffer.AsSpan(start, TreeHash.Size).CopyTo(current);
        start += TreeHash.Size;
        Tree.Add(current);
        Note();
        leaf = current;

        return true;
    }

    /// <summary>The hash of that leaf, which is the last that was read or one after it; empty where there is none.</summary>
    public ReadOnlySpan<byte> At(long leaf)
    {
        while (Tree.Size <= leaf)
        {
            if (!TryNext(out _))
            {
                return [];
            }
        }

        return Tree.Size == leaf + 1 ? current : [];
    }

    public void ReadToEnd()
    {
        while (TryNext(out _))
        {
            // The tree needs them all.
        }
    }

    /// <summary>The bare hash of a leaf.</summary>
    public void Hash(ReadOnlySpan<byte> prefixed, Span<byte> into) => hash.Hash(prefixed, into);

    public void Dispose() => file.Dispose();

    private void Note()
    {
        if (sizes.Contains(Tree.Size))
        {
            Roots[Tree.Size] = Tree.Root();
        }
    }
}
