using Qingyang.Investment.Verifier.Events;
using Qingyang.Investment.Verifier.Notes;
using Qingyang.Investment.Verifier.Zip;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>What one check knows so far; each step adds to it.</summary>
public sealed class Checking(PackFile pack, Report report, Limits limits, string? anchor, string? key, Action<long, long>? progress)
{
    public PackFile Pack => pack;

    public Report Report => report;

    public Limits Limits => limits;

    /// <summary>A folder or a note from outside.</summary>
    public string? Anchor => anchor;

    /// <summary>A file of keys that the auditor has from elsewhere.</summary>
    public string? KeyFile => key;

    public Manifest Manifest { get; set; } = null!;

    /// <summary>The keys of the pack, by the origin that they sign for.</summary>
    public IReadOnlyDictionary<string, VerifierKey> Keys { get; set; } = new Dictionary<string, VerifierKey>();

    /// <summary>The pack's own checkpoints whose signatures hold, by tree (<c>sha256</c>, <c>sm3</c>), the smallest first.</summary>
    public Dictionary<string, List<Checkpoint>> Checkpoints { get; } = new(StringComparer.Ordinal) { ["sha256"] = [], ["sm3"] = [] };

    /// <summary>Those from outside, likewise.</summary>
    public Dictionary<string, List<Checkpoint>> Anchored { get; } = new(StringComparer.Ordinal) { ["sha256"] = [], ["sm3"] = [] };

    public EventTable Events { get; } = new();

    /// <summary>How many of the events, from the first of them on, have a leaf.</summary>
    public int WithLeaf { get; set; }

    /// <summary>Numbers that no event will ever have.</summary>
    public List<(long First, long Last)> Gaps { get; } = [];

    public string OriginOf(string tree) => tree == "sha256" ? Manifest.LogId : Manifest.LogId + "/sm3";

    public void Tell(long done) => progress?.Invoke(done, Manifest.Events);

    /// <summary>The sizes at which the root of a tree is asked for.</summary>
    public IEnumerable<long> SizesOf(string tree) => Checkpoints[tree].Concat(Anchored[tree]).Select(x => x.Size).Append(Manifest.TreeSize);

    public static readonly IReadOnlyList<string> Trees = ["sha256", "sm3"];
}
