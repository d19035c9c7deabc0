using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>How far the log is sealed, for people and programs. <paramref name="Sealed"/>: every sequence number up to it is in a leaf.</summary>
/// <param name="Size">Leaves.</param>
/// <param name="Unsealed">Events above all that is sealed.</param>
/// <param name="Signed">Whether the log goes on from all that was signed: false where nothing more is signed.</param>
/// <param name="Anchored">Whether checkpoints are kept outside of the database.</param>
/// <param name="CheckedAt">When that was last looked at.</param>
public sealed record LogStateAnswer(
    string? LogId, long Size, long Sealed, long Unsealed, bool Signed, bool Anchored, string Detail, DateTimeOffset? CheckedAt, IReadOnlyList<CheckpointAnswer> Checkpoints);

/// <summary>A checkpoint, in parts, and its note as it was signed.</summary>
public sealed record CheckpointAnswer(string Suite, long Size, long Sealed, string Root, DateTimeOffset At, string Note)
{
    public static CheckpointAnswer Of(SignedCheckpoint x) => new(x.Suite, x.Size, x.Sealed, Convert.ToBase64String(x.Root), x.At, x.Note);
}

/// <summary>A page of checkpoints, newest first.</summary>
public sealed record CheckpointPage(int Page, int Size, IReadOnlyList<CheckpointAnswer> Checkpoints);

/// <summary>That an event is in the log: its leaf's bytes are made of <paramref name="Event"/>, and from its hash the path leads to the root of the checkpoint.</summary>
public sealed record EventProof(long Leaf, EventLine Event, IReadOnlyList<LeafProof> Proofs);

/// <summary>The same under one suite. Hashes are base64 (RFC 4648 §4), the path goes from the leaf upwards (RFC 9162 §2.1.3).</summary>
public sealed record LeafProof(string Suite, string LeafHash, long TreeSize, IReadOnlyList<string> Path, string Checkpoint);

/// <summary>That the tree of one size begins with the whole of a smaller one (RFC 9162 §2.1.4).</summary>
public sealed record ConsistencyAnswer(string Suite, long From, string FromRoot, long To, string ToRoot, IReadOnlyList<string> Path);

/// <summary>What checkpoints are verified with (C2SP signed-note).</summary>
public sealed record LogKeysAnswer(string LogId, IReadOnlyList<LogKeyAnswer> Keys);

/// <summary>One of them: <paramref name="Key"/> is the verifier key as tools take it.</summary>
public sealed record LogKeyAnswer(string Suite, string Name, string Key);

/// <summary>What the examples of the API's document show.</summary>
internal static class LogExamples
{
    private const string Id = "qingyang.investment/5f0c3b9a7d21e846", Root = "iY1/kVlVgs2ryhAVNsjSkAi4qrJ6m9bPVS3KqSHLsRE=", Hash = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=";

    public static readonly string Note = $"{Id}\n52304\n{Root}\nsealed 52310 2024-06-30T01:02:03Z\n\n— {Id} 3q2+7wLZ0Ks=\n";

    public static readonly CheckpointAnswer Checkpoint = new("sha256", 52_304, 52_310, Root, Examples.Moment, Note);

    public static readonly EventProof Proof = new(
        4711, EventLine.Example,
        [new LeafProof("sha256", Hash, 52_304, [Hash], Note)]);

    public static readonly ConsistencyAnswer Consistency = new("sha256", 1, Hash, 2, Root, [Hash]);

    public static readonly LogKeysAnswer Keys = new(Id, [new LogKeyAnswer("sha256", Id, $"{Id}+deadbeef+AfhWV8yRVYLNq8oQFTbI0pAIuKqyepvWz1UtyqkhyxE=")]);

    public static readonly LogStateAnswer State = new(Id, 52_304, 52_310, 3, Signed: true, Anchored: true, "", Examples.Moment, [Checkpoint]);
}
