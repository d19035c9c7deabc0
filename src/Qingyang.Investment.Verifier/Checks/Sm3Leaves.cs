using System.Collections.Concurrent;
using Qingyang.Investment.Verifier.Tree;
using Qingyang.Investment.Verifier.Zip;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>Some leaves on their way to the second thread.</summary>
public sealed class LeafBatch
{
    public const int Bytes = 1 << 18, Leaves = 1024;

    private readonly (long Leaf, int End)[] ends = new (long, int)[Leaves];
    private byte[] bytes = new byte[Bytes];

    public int Count { get; private set; }

    public bool IsFull => Count == Leaves || (Count > 0 && ends[Count - 1].End > Bytes / 2);

    public void Clear() => Count = 0;

    public void Add(long leaf, ReadOnlySpan<byte> prefixed)
    {
        var start = Count == 0 ? 0 : ends[Count - 1].End;

        if (bytes.Length - start < prefixed.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, start + prefixed.Length));
        }

        prefixed.CopyTo(bytes.AsSpan(start));
        ends[Count++] = (leaf, start + prefixed.Length);
    }

    public (long Leaf, ReadOnlyMemory<byte> Prefixed) this[int index] => (ends[index].Leaf, bytes.AsMemory(index == 0 ? 0 : ends[index - 1].End, ends[index].End - (index == 0 ? 0 : ends[index - 1].End)));
}

/// <summary>The same leaves under SM3, on a thread of their own: it is the slower hash of the two.</summary>
public sealed class Sm3Leaves : IDisposable
{
    private const int Ahead = 8;

    private readonly BlockingCollection<LeafBatch> waiting = new(Ahead);
    private readonly ConcurrentBag<LeafBatch> free = [];
    private readonly PackFile pack;
    private readonly LeafFile leaves;
    private readonly Thread thread;
    private Exception? failed;
    private LeafBatch filling = new();

    public Sm3Leaves(Checking checking)
    {
        pack = checking.Pack.Again();
        leaves = new LeafFile(TreeHash.Sm3(), pack, checking.SizesOf("sm3"));
        thread = new Thread(Work) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Leaves whose recorded hash is another than that of the event.</summary>
    public HashSet<long> Differ { get; } = [];

    public LeafFile Leaves => leaves;

    public void Add(long leaf, ReadOnlySpan<byte> prefixed)
    {
        filling.Add(leaf, prefixed);

        if (filling.IsFull)
        {
            waiting.Add(filling);
            filling = free.TryTake(out var used) ? used : new LeafBatch();
            filling.Clear();
        }
    }

    /// <summary>Waits until all of it is done.</summary>
    public void Finish()
    {
        waiting.Add(filling);
        waiting.CompleteAdding();
        thread.Join();

        if (failed is not null)
        {
            throw failed is UnreadablePackException ? failed : new InvalidOperationException(failed.Message, failed);
        }
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        leaves.Dispose();
        pack.Dispose();
        waiting.Dispose();
    }

    private void Work()
    {
        Span<byte> hash = stackalloc byte[TreeHash.Size];

        foreach (var batch in waiting.GetConsumingEnumerable())
        {
            try
            {
                for (var i = 0; i < batch.Count && failed is null; i++)
                {
                    var (leaf, prefixed) = batch[i];
                    leaves.Hash(prefixed.Span, hash);

                    if (leaves.At(leaf) is { Length: > 0 } recorded && !recorded.SequenceEqual(hash))
                    {
                        Differ.Add(leaf);
                    }
                }
            }
            catch (Exception e) when (e is UnreadablePackException or IOException or InvalidDataException)
            {
                failed = e;   // whoever waits hears of it; what still comes is let go by
            }

            free.Add(batch);
        }

        try
        {
            if (failed is null)
            {
                leaves.ReadToEnd();
            }
        }
        catch (Exception e) when (e is UnreadablePackException or IOException or InvalidDataException)
        {
            failed = e;
        }
    }
}
