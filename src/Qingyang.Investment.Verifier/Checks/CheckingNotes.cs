using System.Globalization;
using System.Text;
using Qingyang.Investment.Verifier.Notes;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>The keys, and the checkpoints that were signed with them.</summary>
public static class CheckingNotes
{
    public const string KeysName = "keys.txt", Folder = "checkpoints/";

    public static void Keys(Checking checking)
    {
        var step = checking.Report.Begin("keys");
        var text = checking.Pack.Has(KeysName) ? Encoding.UTF8.GetString(checking.Pack.ReadAll(KeysName, checking.Limits.NoteBytes)) : "";
        var lines = text.Split('\n').Where(x => x.Trim().Length > 0).ToList();
        var keys = VerifierKey.ReadAll(text);

        if (keys.Count != lines.Count)
        {
            step.Wrong(Say.Of("keys.wrong"));
        }

        foreach (var tree in Checking.Trees)
        {
            var own = keys.Where(x => x.Name == checking.OriginOf(tree) && x.IsSm2 == (tree == "sm3")).ToList();

            if (own.Count != 1)
            {
                step.Wrong(Say.Of("keys.one", Titles[tree], checking.OriginOf(tree), own.Count));
            }
        }

        checking.Keys = keys.DistinctBy(x => x.Name).ToDictionary(x => x.Name, StringComparer.Ordinal);
        step.Done(Say.Of("keys.done", checking.Manifest.LogId, string.Join("\n    ", keys.Select(x => x.Line))));

        if (checking.KeyFile is { } file)
        {
            Same(step, checking, VerifierKey.ReadAll(Outside.Text(file, checking.Limits)), file);
        }
        else if (checking.Anchor is null)
        {
            step.Warn(Say.Of("keys.unproven"));
        }
    }

    /// <summary>The keys of the pack are those that the auditor has from elsewhere.</summary>
    public static void Same(Step step, Checking checking, IReadOnlyList<VerifierKey> outside, string from)
    {
        var own = outside.Where(x => Checking.Trees.Any(tree => x.Name == checking.OriginOf(tree))).ToList();

        if (own.Count == 0)
        {
            step.Wrong(Say.Of("keys.none", from, checking.Manifest.LogId));
        }

        foreach (var key in own.Where(x => checking.Keys.GetValueOrDefault(x.Name)?.Line != x.Line))
        {
            step.Wrong(Say.Of("keys.other", key.Name, from, key.Line));
        }
    }

    public static void Checkpoints(Checking checking)
    {
        var step = checking.Report.Begin("checkpoints");

        foreach (var name in checking.Pack.Names.Where(x => x.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var tree = Checking.Trees.FirstOrDefault(x => name.StartsWith($"{Folder}{x}-", StringComparison.Ordinal));

            if (tree is null || Checkpoint.Read(checking.Pack.ReadAll(name, checking.Limits.NoteBytes)) is not { } checkpoint || name != $"{Folder}{tree}-{checkpoint.Size.ToString(CultureInfo.InvariantCulture)}.txt")
            {
                step.Wrong(Say.Of("checkpoints.wrong", name));
            }
            else if (checkpoint.Origin != checking.OriginOf(tree))
            {
                step.Wrong(Say.Of("checkpoints.origin", name, checkpoint.Origin, checking.OriginOf(tree)));
            }
            else if (checking.Keys.GetValueOrDefault(checkpoint.Origin) is not { } key || !checkpoint.Note.IsSignedBy(key))
            {
                step.Wrong(Say.Of("checkpoints.signature", name, checkpoint.Origin));
            }
            else
            {
                checking.Checkpoints[tree].Add(checkpoint);
            }
        }

        foreach (var tree in Checking.Trees)
        {
            InOrder(step, checking, tree);
        }

        if (!checking.Checkpoints["sha256"].Select(x => (x.Size, x.Sealed)).SequenceEqual(checking.Checkpoints["sm3"].Select(x => (x.Size, x.Sealed))))
        {
            step.Wrong(Say.Of("checkpoints.pairs"));
        }

        step.Done(Say.Of("checkpoints.done", checking.Checkpoints.Values.Sum(x => x.Count), checking.Manifest.TreeSize, checking.Manifest.Sealed));
    }

    internal static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string> { ["sha256"] = "SHA-256", ["sm3"] = "SM3" };

    /// <summary>Trees only grow; and the newest of them is the one that the manifest tells of.</summary>
    private static void InOrder(Step step, Checking checking, string tree)
    {
        var checkpoints = checking.Checkpoints[tree];
        checkpoints.Sort((x, y) => x.Size.CompareTo(y.Size));

        foreach (var (before, after) in checkpoints.Zip(checkpoints.Skip(1)).Where(x => x.First.Sealed > x.Second.Sealed || x.First.At > x.Second.At))
        {
            step.Wrong(Say.Of("checkpoints.order", Titles[tree], before.Size, after.Size));
        }

        if (checkpoints.Count == 0)
        {
            step.Wrong(Say.Of("checkpoints.none", Titles[tree]));
        }
        else if (checkpoints[^1].Size != checking.Manifest.TreeSize || checkpoints[^1].Sealed != checking.Manifest.Sealed)
        {
            step.Wrong(Say.Of("checkpoints.newest", Titles[tree], checkpoints[^1].Size, checkpoints[^1].Sealed, checking.Manifest.TreeSize, checking.Manifest.Sealed));
        }
    }
}
