using Qingyang.Investment.Verifier.Notes;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>Notes from outside: what was signed once and lies where the log's keepers cannot reach it.</summary>
public static class Anchors
{
    /// <summary>A checkpoint lies in the anchor a moment before the log's own tables know of it.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Those that the pack can be held against. A note that was signed after the pack was made may be of a larger tree: that is told, since it is the pack itself that
    /// says when it was made, and an auditor knows since when they have it.
    /// </summary>
    /// <param name="step">Is told of notes that are too new.</param>
    /// <param name="checking">The pack.</param>
    /// <param name="tree">Which of the two.</param>
    /// <param name="size">How large it is in the pack.</param>
    public static IReadOnlyList<Checkpoint> Comparable(Step step, Checking checking, string tree, long size)
    {
        var notes = checking.Anchored[tree];
        var later = notes.Where(x => x.Size > size && x.At > checking.Manifest.MadeAt - Moment).ToHashSet();

        if (later.Count > 0)
        {
            step.Warn(Say.Of("anchors.later", CheckingNotes.Titles[tree], later.Count, Roots.Time(checking.Manifest.MadeAt), Roots.Time(later.MaxBy(x => x.Size)!)));
        }

        return [.. notes.Where(x => !later.Contains(x))];
    }

    /// <summary>Reads them, before the trees are computed.</summary>
    public static void Read(Checking checking)
    {
        if (checking.Anchor is not { } path)
        {
            return;
        }

        var step = checking.Report.Begin("outside");
        var (notes, keys, broken) = Outside.Read(path, checking.Limits);

        foreach (var name in broken)
        {
            step.Wrong(Say.Of("outside.broken", name));
        }

        if (keys.Count > 0)
        {
            CheckingNotes.Same(step, checking, keys, path);
        }

        var own = notes.Where(x => Checking.Trees.Any(tree => x.Checkpoint.Origin == checking.OriginOf(tree))).ToList();

        foreach (var (name, checkpoint) in own)
        {
            if (checking.Keys.GetValueOrDefault(checkpoint.Origin) is { } key && checkpoint.Note.IsSignedBy(key))
            {
                checking.Anchored[checkpoint.Origin == checking.OriginOf("sm3") ? "sm3" : "sha256"].Add(checkpoint);
            }
            else
            {
                step.Wrong(Say.Of("outside.key", name));
            }
        }

        foreach (var list in checking.Anchored.Values)
        {
            list.Sort((x, y) => x.Size.CompareTo(y.Size));
        }

        if (own.Count == 0)
        {
            step.Wrong(notes.Count == 0 ? Say.Of("outside.none", path) : Say.Of("outside.others", path, notes[0].Checkpoint.Origin, checking.Manifest.LogId));
        }

        step.Done(Say.Of("outside.done", own.Count, keys.Count));
    }
}
