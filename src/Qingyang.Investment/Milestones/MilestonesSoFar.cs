using System.Collections.Immutable;
using JasperFx.Events;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Milestones;

/// <summary>What a milestone needs to know: the agreements that it can belong to, and the milestones that stand there already.</summary>
public sealed record MilestonesSoFar(Guid Id, ImmutableHashSet<string> Agreements, ImmutableHashSet<(string Agreement, MilestoneKind Kind)> Known)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static MilestonesSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, [], []);

    public MilestonesSoFar Apply(AgreementSigned e) => this with { Agreements = Agreements.Add(AgreementNumber.Key(e.Number)) };

    public MilestonesSoFar Apply(MilestoneReached e) => this with { Known = Known.Add((AgreementNumber.Key(e.AgreementNumber), e.Kind)) };
}
