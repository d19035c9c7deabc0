using Qingyang.Investment.Verifier.Events;
using Qingyang.Investment.Verifier.Tree;
using Qingyang.Investment.Verifier.Zip;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>One pass over the events of a pack that holds all of the log: every leaf once, each hash recomputed from its event, and what the figures need is kept.</summary>
public sealed class ReadingAll : IDisposable
{
    private const int TellEvery = 20_000;

    private readonly Checking checking;
    private readonly Step lines, leaves;
    private readonly Keeping keeping;
    private readonly LeafFile sha256;
    private readonly Sm3Leaves sm3;
    private readonly Suspects suspects;
    private readonly LoggedEvent e = new();
    private readonly long size;
    private byte[] leafBytes = new byte[1 << 14];
    private long next, unsealed, before;

    private ReadingAll(Checking checking)
    {
        this.checking = checking;
        (lines, leaves, keeping) = (checking.Report.Begin("events"), checking.Report.Begin("leaves"), new Keeping(checking));
        size = Checking.Trees.Min(tree => Math.Min(checking.Manifest.TreeSize, SizeOf(tree)));
        sha256 = new LeafFile(TreeHash.Sha256(), checking.Pack, checking.SizesOf("sha256"));
        sm3 = new Sm3Leaves(checking);
        suspects = new Suspects(lines, leaves, TreeHash.Sha256());
    }

    public static void Run(Checking checking)
    {
        using var reading = new ReadingAll(checking);
        reading.Read();
        Roots.Check(checking, new Dictionary<string, LeafFile> { ["sha256"] = reading.sha256, ["sm3"] = reading.sm3.Leaves });
    }

    public void Dispose()
    {
        sm3.Dispose();
        sha256.Dispose();
    }

    private void Read()
    {
        using (var file = checking.Pack.OpenFile("events.ndjson"))
        {
            var all = new Lines(file, "events.ndjson", checking.Limits.LineBytes);

            while (all.TryNext(out var line))
            {
                if (EventLine.TryRead(line, e))
                {
                    Take(line);
                }
                else
                {
                    lines.Wrong(Say.Of("events.line", all.Number, EventLine.Shown(line)));
                }

                if (all.Number % TellEvery == 0)
                {
                    checking.Tell(all.Number);
                }
            }
        }

        Missing(size);
        sha256.ReadToEnd();
        sm3.Finish();
        checking.WithLeaf = checking.Events.All.Count - (int)unsealed;
        suspects.Tell(checking, sm3.Differ);

        if (keeping.Events != checking.Manifest.Events)
        {
            lines.Wrong(Say.Of("events.count", checking.Manifest.Events, keeping.Events));
        }

        lines.Done(Say.Of("events.done", size, keeping.Events, checking.Gaps.Count, unsealed));
        leaves.Done(Say.Of("leaves.done", size));
        keeping.Done();

        if (unsealed > 0)
        {
            lines.Warn(Say.Of("events.unsealed", unsealed));
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (e.Leaf is not { } leaf)
        {
            unsealed++;
            suspects.Unsealed(e, line, inserted: e.Sequence <= checking.Manifest.Sealed);
        }
        else if (unsealed > 0 || leaf >= size || leaf < next)
        {
            lines.Wrong(Say.Of(leaf >= size ? "events.beyond" : leaf < next ? "events.again" : "events.order", leaf, Suspects.Told(e)), e.Sequence, leaf, e.Id);
        }
        else
        {
            Missing(leaf);
            next = leaf + 1;
            Compare(leaf, line);
        }

        before = e.Gap?.Last ?? e.Sequence;

        if (e.Gap is { } gap)
        {
            checking.Gaps.Add(gap);
        }
        else
        {
            keeping.Keep(e);
        }
    }

    private void Compare(long leaf, ReadOnlySpan<byte> line)
    {
        if (leafBytes.Length < e.MostLeafBytes)
        {
            leafBytes = new byte[e.MostLeafBytes * 2];
        }

        Span<byte> hash = stackalloc byte[TreeHash.Size];
        var prefixed = leafBytes.AsSpan(0, e.WriteLeaf(leafBytes, e.Sequence));
        sm3.Add(leaf, prefixed);
        sha256.Hash(prefixed, hash);
        var recorded = sha256.At(leaf);

        if (!recorded.SequenceEqual(hash))
        {
            suspects.Altered(leaf, e, line, recorded);
        }
    }

    private void Missing(long until)
    {
        for (; next < until; next++)
        {
            suspects.Missing(next, sha256.At(next), before);
        }
    }

    private long SizeOf(string tree)
    {
        var bytes = checking.Pack.LengthOf($"leaves-{tree}.bin");

        if (bytes != checking.Manifest.TreeSize * TreeHash.Size)
        {
            leaves.Wrong(Say.Of("leaves.length", $"leaves-{tree}.bin", bytes, checking.Manifest.TreeSize));
        }

        return bytes / TreeHash.Size;
    }
}
