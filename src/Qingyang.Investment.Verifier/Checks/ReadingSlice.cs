using Qingyang.Investment.Verifier.Events;
using Qingyang.Investment.Verifier.Tree;
using Qingyang.Investment.Verifier.Zip;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>The events of a slice: each with its way up to the root of the newest checkpoint, in both trees.</summary>
public sealed class ReadingSlice(Checking checking)
{
    private readonly Step lines = checking.Report.Begin("events"), proofs = checking.Report.Begin("proofs");
    private readonly Keeping keeping = new(checking);
    private readonly TreeHash[] hashes = [TreeHash.Sha256(), TreeHash.Sm3()];
    private readonly LoggedEvent e = new();
    private byte[] leafBytes = new byte[1 << 14];
    private long last = -1, unsealed;

    public static void Run(Checking checking) => new ReadingSlice(checking).Read();

    private void Read()
    {
        using var pack = checking.Pack.Again();
        using var file = checking.Pack.OpenFile("events.ndjson");
        using var other = pack.OpenFile("proofs.ndjson");
        var (all, paths) = (new Lines(file, "events.ndjson", checking.Limits.LineBytes), new Lines(other, "proofs.ndjson", checking.Limits.LineBytes));

        while (all.TryNext(out var line))
        {
            if (!EventLine.TryRead(line, e) || e.Gap is not null)
            {
                lines.Wrong(Say.Of("events.line", all.Number, EventLine.Shown(line)));
                continue;
            }

            Take(paths);

            if (CheckingSlice.IsOutside(checking.Manifest.Slice, e))
            {
                lines.Wrong(Say.Of("slice.period.outside", Suspects.Told(e)), e.Sequence, e.Leaf, e.Id);
            }

            keeping.Keep(e);
        }

        while (paths.TryNext(out _))
        {
            proofs.Wrong(Say.Of("proofs.extra", paths.Number));
        }

        checking.WithLeaf = checking.Events.All.Count - (int)unsealed;

        if (keeping.Events != checking.Manifest.Events)
        {
            lines.Wrong(Say.Of("events.count", checking.Manifest.Events, keeping.Events));
        }

        if (unsealed > 0)
        {
            lines.Warn(Say.Of("events.unsealed", unsealed));
        }

        lines.Done(Say.Of("events.slice.done", keeping.Events, unsealed));
        proofs.Done(Say.Of("proofs.done", keeping.Events - unsealed, checking.Manifest.TreeSize));
        keeping.Done();
    }

    private void Take(Lines paths)
    {
        if (e.Leaf is not { } leaf)
        {
            unsealed++;

            if (e.Sequence <= checking.Manifest.Sealed)
            {
                lines.Wrong(Say.Of("events.inserted", Suspects.Told(e)), e.Sequence, id: e.Id);
            }

            return;
        }

        if (leaf <= last || unsealed > 0)
        {
            lines.Wrong(Say.Of(unsealed > 0 ? "events.order" : "events.again", leaf, Suspects.Told(e)), e.Sequence, leaf, e.Id);
        }

        last = leaf;
        var path = paths.TryNext(out var line) ? Path.Read(line) : null;

        if (path is null || path.Number != leaf)
        {
            proofs.Wrong(Say.Of("proofs.none", leaf, Suspects.Told(e)), e.Sequence, leaf, e.Id);

            return;
        }

        if (leafBytes.Length < e.MostLeafBytes)
        {
            leafBytes = new byte[e.MostLeafBytes * 2];
        }

        var prefixed = leafBytes.AsSpan(0, e.WriteLeaf(leafBytes, e.Sequence));

        foreach (var hash in hashes)
        {
            var newest = checking.Checkpoints[hash.Name].LastOrDefault();
            var root = newest is null ? null : Proofs.RootOf(hash, hash.Leaf(prefixed), leaf, newest.Size, path.Of(hash.Name));

            if (newest is not null && (root is null || !root.AsSpan().SequenceEqual(newest.Root)))
            {
                proofs.Wrong(Say.Of("proofs.differ", hash.Title, leaf, Suspects.Told(e)), e.Sequence, leaf, e.Id);
            }
        }
    }
}
