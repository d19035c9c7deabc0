using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Service;

/// <summary>What assigning needs to know: which assignments stand there already.</summary>
public sealed record AssignmentsSoFar(Guid Id, Guid? Registration, StandingEntries<(string LeadOfficial, string TaskForce, DateOnly Starts)> Known)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static AssignmentsSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, e.Id, StandingEntries<(string, string, DateOnly)>.None);

    /// <summary>Registered again: the registration was corrected.</summary>
    public AssignmentsSoFar Apply(IEvent<EnterpriseRegistered> e) => this with { Registration = e.Id };

    public AssignmentsSoFar Apply(IEvent<ServiceTeamAssigned> e) => this with { Known = Known.Add(e.Id, Key(e.Data.LeadOfficial, e.Data.TaskForce, e.Data.Starts)) };

    public AssignmentsSoFar Apply(EntryRetracted e) => this with { Known = Known.Without(e.EntryId), Registration = Registration == e.EntryId ? null : Registration };

    public static (string, string, DateOnly) Key(string leadOfficial, string taskForce, DateOnly starts) =>
        (Spelling.Key(leadOfficial), Spelling.Key(taskForce), starts);
}
