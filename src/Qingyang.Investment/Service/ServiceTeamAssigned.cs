namespace Qingyang.Investment.Service;

/// <summary>A lead official and a task force took charge (包抓), from a day on; a later start hands over. <paramref name="Ends"/> is the first day without them.</summary>
public sealed record ServiceTeamAssigned(string LeadOfficial, string? Post, string TaskForce, DateOnly Starts, DateOnly? Ends);
