using System.Buffers;

namespace Qingyang.Investment.Audit.Log;

/// <summary>Hashes leaves into trees beside the reading of the next ones, some hundred at a time: SM3 takes as long as all the rest. Leaves keep their order.</summary>
/// <param name="trees">Nobody else touches them until <see cref="CompleteAsync"/> has come back.</param>
public sealed class LeafHashing(IReadOnlyList<TileTree> trees)
{
    private const int Chunk = 512;

    private ArrayBufferWriter<byte> bytes = new();
    private List<int> ends = [];
    private Task before = Task.CompletedTask;

    /// <param name="prefixed">0x00 and the leaf's bytes, which are copied.</param>
    public void Append(ReadOnlySpan<byte> prefixed)
    {
        bytes.Write(prefixed);
        ends.Add(bytes.WrittenCount);

        if (ends.Count == Chunk)
        {
            Send();
        }
    }

    /// <summary>All that was appended is in the trees.</summary>
    public async Task CompleteAsync()
    {
        Send();
        await before;
    }

    private void Send()
    {
        before = HashAsync(before, bytes.WrittenMemory, ends);
        (bytes, ends) = (new ArrayBufferWriter<byte>(), []);
    }

    private async Task HashAsync(Task earlier, ReadOnlyMemory<byte> leaves, List<int> until)
    {
        await earlier;
        await Task.WhenAll(trees.Select(tree => Task.Run(() => Hash(tree, leaves.Span, until))));
    }

    private static void Hash(TileTree tree, ReadOnlySpan<byte> leaves, List<int> until)
    {
        Span<byte> hash = stackalloc byte[ISuite.HashSize];
        var start = 0;

        foreach (var end in until)
        {
            tree.Suite.HashLeaf(leaves[start..end], hash);
            tree.Append(hash);
            start = end;
        }
    }
}
