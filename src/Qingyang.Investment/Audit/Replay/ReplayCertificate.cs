namespace Qingyang.Investment.Audit.Replay;

/// <summary>A row that is not what the log comes to.</summary>
/// <param name="Kind"><c>differs</c>, <c>missing</c> (the table lacks it) or <c>extra</c> (nothing in the log says it).</param>
/// <param name="After">The log position of the event after which they differ: up to the one before it the table was right.</param>
/// <param name="WasEverSo">Whether the table holds what was right at some earlier position; otherwise somebody altered it.</param>
public sealed record DifferingRow(Guid EnterpriseId, string Kind, string? Expected, string? Found, long? After, bool WasEverSo);

/// <summary>One read model, compared row by row.</summary>
/// <param name="Digest">SHA-256 (hex) over the SHA-256 of each row that the log comes to, in the order of enterprises and then of digests.</param>
/// <param name="Outcome"><c>equal</c>, <c>differs</c>, or <c>skipped</c>: it keeps only what is so now, and an earlier position was asked for.</param>
public sealed record ReplayedModel(string Name, string Outcome, long Rows, string Digest, long Differing, IReadOnlyList<DifferingRow> First);

/// <summary>A replay (重放) and what came of it: the log from event zero, folded by the same functions, against every read model at the same position.</summary>
public sealed record ReplayCertificate(
    Guid Id, DateTimeOffset At, string By, long Position, long Events, bool IsEqual, double FoldSeconds, double Seconds, IReadOnlyList<ReplayedModel> Models);
