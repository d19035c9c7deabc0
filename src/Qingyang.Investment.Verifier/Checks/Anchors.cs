using Qingyang.Investment.Verifier.Notes;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>Notes from outside: what was signed once and lies where the log's keepers cannot reach it.</summary>
public static class Anchors
{
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
