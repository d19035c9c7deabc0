using Qingyang.Investment.Verifier.Notes;
using Qingyang.Investment.Verifier.Tree;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>Both trees against every checkpoint of the pack, each at its size, and against every note from outside.</summary>
public static class Roots
{
    public static void Check(Checking checking, IReadOnlyDictionary<string, LeafFile> leaves)
    {
        var step = checking.Report.Begin("roots");

        foreach (var tree in Checking.Trees)
        {
            Check(step, checking.Checkpoints[tree], leaves[tree], CheckingNotes.Titles[tree]);
        }

        step.Done(Say.Of("roots.done", checking.Checkpoints.Values.Sum(x => x.Count)));

        if (checking.Anchor is null)
        {
            return;
        }

        var outside = checking.Report.Begin("anchors");

        foreach (var tree in Checking.Trees)
        {
            Check(outside, Anchors.Comparable(outside, checking, tree, leaves[tree].Tree.Size), leaves[tree], CheckingNotes.Titles[tree]);
        }

        outside.Done(Say.Of("anchors.done", checking.Anchored.Sum(x => x.Value.Count(note => note.Size <= leaves[x.Key].Tree.Size))));
    }

    private static void Check(Step step, IReadOnlyList<Checkpoint> checkpoints, LeafFile leaves, string title)
    {
        var good = 0L;

        foreach (var checkpoint in checkpoints)
        {
            if (!leaves.Roots.TryGetValue(checkpoint.Size, out var root))
            {
                step.Wrong(Say.Of(step.Key + ".short", title, leaves.Tree.Size, checkpoint.Size, Time(checkpoint)));
            }
            else if (!root.AsSpan().SequenceEqual(checkpoint.Root))
            {
                step.Wrong(Say.Of(step.Key + ".differ", title, checkpoint.Size, Time(checkpoint), good));

                return;   // what comes after stands on this
            }
            else
            {
                good = checkpoint.Size;
            }
        }
    }

    public static string Time(Checkpoint checkpoint) => Time(checkpoint.At);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
