namespace Qingyang.Investment.Audit.Log;

/// <summary>Where the sealer is: told for specs, which kill it there.</summary>
public enum SealingStep
{
    /// <summary>A batch is written, and not yet committed.</summary>
    Written,

    /// <summary>It is committed; no checkpoint tells of it yet.</summary>
    Sealed,

    /// <summary>A checkpoint is in the anchor, under the first suite only.</summary>
    HalfAnchored,

    /// <summary>Under both; the database does not know it yet.</summary>
    Anchored,

    /// <summary>All is done.</summary>
    Recorded,
}

/// <summary>How often things are done (section <c>Sealing</c> of the settings); specs are in more of a hurry.</summary>
public sealed record SealingSettings
{
    /// <summary>Between two looks for what is new.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Events in one transaction: what is held in memory.</summary>
    public int Batch { get; init; } = 10_000;

    /// <summary>How long missing numbers are at least waited for: a failed write's tombstone comes a moment after it.</summary>
    public TimeSpan GapPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A checkpoint is made so long after the last one, where there is anything new…</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>… or when so many leaves are.</summary>
    public int CheckpointLeaves { get; init; } = 1000;

    /// <summary>Told at each step.</summary>
    public Action<SealingStep> At { get; init; } = _ => { };
}
