using Qingyang.Investment.Verifier.Notes;
using Qingyang.Investment.Verifier.Tree;
using Qingyang.Investment.Verifier.Zip;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>A slice has not all leaves: that its newest tree continues the older ones, and the notes from outside, is shown by proofs.</summary>
public static class Consistency
{
    public static void Check(Checking checking)
    {
        var step = checking.Report.Begin("consistency");
        var proofs = Read(checking, step);

        foreach (var hash in (TreeHash[])[TreeHash.Sha256(), TreeHash.Sm3()])
        {
            var checkpoints = checking.Checkpoints[hash.Name];

            foreach (var older in checkpoints.SkipLast(1).Where(x => x.Size > 0))
            {
                if (proofs.GetValueOrDefault(older.Size) is not { } proof)
                {
                    step.Wrong(Say.Of("consistency.none", hash.Title, older.Size));
                }
                else if (!Proofs.Continues(hash, older.Size, older.Root, checkpoints[^1].Size, checkpoints[^1].Root, proof.Of(hash.Name)))
                {
                    step.Wrong(Say.Of("consistency.differ", hash.Title, older.Size, checkpoints[^1].Size));
                }
            }
        }

        step.Done(Say.Of("consistency.done", checking.Checkpoints["sha256"].Count - 1));

        if (checking.Anchor is not null)
        {
            Anchored(checking, proofs);
        }
    }

    private static void Anchored(Checking checking, Dictionary<long, Path> proofs)
    {
        var (step, held) = (checking.Report.Begin("anchors"), 0);

        foreach (var hash in (TreeHash[])[TreeHash.Sha256(), TreeHash.Sm3()])
        {
            if (checking.Checkpoints[hash.Name].LastOrDefault() is not { } newest)
            {
                continue;
            }

            var unproven = new List<long>();

            foreach (var note in Anchors.Comparable(step, checking, hash.Name, newest.Size))
            {
                if (note.Size > newest.Size)
                {
                    step.Wrong(Say.Of("anchors.short", hash.Title, newest.Size, note.Size, Roots.Time(note)));
                }
                else if (note.Size < newest.Size && !proofs.ContainsKey(note.Size))
                {
                    unproven.Add(note.Size);
                }
                else if (!Continues(hash, note, newest, note.Size == newest.Size ? [] : proofs[note.Size].Of(hash.Name)))
                {
                    step.Wrong(Say.Of("anchors.differ", hash.Title, note.Size, Roots.Time(note), 0));
                }
                else
                {
                    held++;
                }
            }

            if (unproven.Count > 0)
            {
                step.Warn(Say.Of("anchors.unproven", hash.Title, unproven.Count, unproven[^1]));
            }
        }

        step.Done(Say.Of("anchors.done", held));
    }

    private static bool Continues(TreeHash hash, Checkpoint note, Checkpoint newest, IReadOnlyList<byte[]> proof) => Proofs.Continues(hash, note.Size, note.Root, newest.Size, newest.Root, proof);

    private static Dictionary<long, Path> Read(Checking checking, Step step)
    {
        using var file = checking.Pack.OpenFile("consistency.ndjson");
        var (lines, proofs) = (new Lines(file, "consistency.ndjson", checking.Limits.LineBytes), new Dictionary<long, Path>());

        while (lines.TryNext(out var line))
        {
            if (Path.Read(line) is not { } path || !proofs.TryAdd(path.Number, path))
            {
                step.Wrong(Say.Of("consistency.line", lines.Number));
            }
        }

        return proofs;
    }
}
