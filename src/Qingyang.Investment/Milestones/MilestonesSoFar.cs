using JasperFx.Events;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Milestones;

/// <summary>What a milestone needs to know: the agreements that it can belong to, and the milestones that stand there already.</summary>
public sealed record MilestonesSoFar(
    Guid Id, Guid? Registration, StandingEntries<string> Agreements, StandingEntries<(string Agreement, MilestoneKind Kind)> Known)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static MilestonesSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, e.Id, StandingEntries<string>.None, StandingEntries<(string, MilestoneKind)>.None);

    /// <summary>Registered again: the registration was corrected.</summary>
    public MilestonesSoFar Apply(IEvent<EnterpriseRegistered> e) => this with { Registration = e.Id };

    public MilestonesSoFar Apply(IEvent<AgreementSigned> e) => this with { Agreements = Agreements.Add(e.Id, AgreementNumber.Key(e.Data.Number)) };

    public MilestonesSoFar Apply(IEvent<MilestoneReached> e) => this with { Known = Known.Add(e.Id, (AgreementNumber.Key(e.Data.AgreementNumber), e.Data.Kind)) };

    public MilestonesSoFar Apply(EntryRetracted e) => this with
    {
        Agreements = Agreements.Without(e.EntryId),
        Known = Known.Without(e.EntryId),
        Registration = Registration == e.EntryId ? null : Registration,
    };
}
