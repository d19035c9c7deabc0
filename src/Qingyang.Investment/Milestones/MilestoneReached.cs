namespace Qingyang.Investment.Milestones;

/// <summary>A signed project reached a milestone (落地).</summary>
public sealed record MilestoneReached(string AgreementNumber, MilestoneKind Kind, DateOnly On, string? Place);
