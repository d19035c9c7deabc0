using System.Collections.Immutable;
using JasperFx.Events;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Corrections;

/// <summary>An entry that stands: where in the log, and what it says.</summary>
public sealed record StandingEntry(long Position, object Fact);

/// <summary>What retracting needs to know: which entries of an enterprise stand, and which were retracted.</summary>
public sealed record EntriesSoFar(Guid Id, ImmutableDictionary<Guid, StandingEntry> Standing, ImmutableHashSet<Guid> Retracted)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static EntriesSoFar Create(IEvent<EnterpriseRegistered> e) => new EntriesSoFar(e.StreamId, ImmutableDictionary<Guid, StandingEntry>.Empty, []).With(e);

    public EntriesSoFar Apply(IEvent<EnterpriseRegistered> e) => With(e);

    public EntriesSoFar Apply(IEvent<EnterpriseRenamed> e) => With(e);

    public EntriesSoFar Apply(IEvent<OtherNameNoted> e) => With(e);

    public EntriesSoFar Apply(IEvent<CreditCodeGiven> e) => With(e);

    public EntriesSoFar Apply(IEvent<ContactLogged> e) => With(e);

    public EntriesSoFar Apply(IEvent<AgreementSigned> e) => With(e);

    public EntriesSoFar Apply(IEvent<MilestoneReached> e) => With(e);

    public EntriesSoFar Apply(IEvent<ServiceTeamAssigned> e) => With(e);

    /// <summary>Of a history that was read already.</summary>
    public static EntriesSoFar Of(IReadOnlyList<IEvent> history) => history.Aggregate(
        new EntriesSoFar(history[0].StreamId, ImmutableDictionary<Guid, StandingEntry>.Empty, []) { Version = history.Count },
        (entries, e) => e.Data switch { EntryRetracted x => entries.Apply(x), EnterpriseMerged or MergeUndone => entries, _ => entries.With(e) });

    public EntriesSoFar Apply(EntryRetracted e) => this with { Standing = Standing.Remove(e.EntryId), Retracted = Retracted.Add(e.EntryId) };

    private EntriesSoFar With(IEvent e) => this with { Standing = Standing.SetItem(e.Id, new StandingEntry(e.Sequence, e.Data)) };
}
