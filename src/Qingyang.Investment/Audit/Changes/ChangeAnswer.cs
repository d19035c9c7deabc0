using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Audit.Changes;

/// <summary>An event that changed a figure, and how.</summary>
/// <param name="Cause">
/// <c>entry</c> (happened since), <c>lateEntry</c> (had happened, was not known), <c>dayPassed</c> (was known, its day has come), <c>before</c> (what one of the answers rested on already), <c>registration</c>, <c>retraction</c>,
/// <c>correction</c>, <c>reassignment</c> (of the county), <c>merge</c>, <c>mergeUndone</c>.
/// </param>
public sealed record ChangeEvent(
    long Position, Guid Id, Guid EnterpriseId, string Type, string Cause, string Sentence, DateOnly? On, DateTimeOffset RecordedAt, string? RecordedBy, string? Source, string? Reason);

/// <summary>An enterprise that came <c>in</c>, went <c>out</c> or <c>moved</c> to another group or day, and the events that did it.</summary>
public sealed record ChangeRow(Guid EnterpriseId, string Name, string? CreditCode, string Change, InAnswer? Was, InAnswer? Is, IReadOnlyList<ChangeEvent> Events);

/// <summary>What the second answer has more than the first.</summary>
public sealed record Difference(long Registered, long Contacted, long Signed, long Landed);

/// <summary>What changed between two answers: <paramref name="Then"/> and <paramref name="Now"/>. The rows add up to the difference.</summary>
public sealed record ChangeAnswer(FunnelAnswer Then, FunnelAnswer Now, Difference Difference, int Total, IReadOnlyList<ChangeRow> Rows);
