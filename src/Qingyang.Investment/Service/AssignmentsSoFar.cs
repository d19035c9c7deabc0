using System.Collections.Immutable;
using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Service;

/// <summary>What assigning needs to know: which assignments stand there already.</summary>
public sealed record AssignmentsSoFar(Guid Id, ImmutableHashSet<(string LeadOfficial, string TaskForce, DateOnly Starts)> Known)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static AssignmentsSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, []);

    public AssignmentsSoFar Apply(ServiceTeamAssigned e) => this with { Known = Known.Add(Key(e.LeadOfficial, e.TaskForce, e.Starts)) };

    public static (string, string, DateOnly) Key(string leadOfficial, string taskForce, DateOnly starts) =>
        (Spelling.Key(leadOfficial), Spelling.Key(taskForce), starts);
}
