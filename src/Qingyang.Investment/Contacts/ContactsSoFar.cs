using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Contacts;

/// <summary>What makes two contacts of one enterprise the same: day, method, who performed it, and what was said.</summary>
public readonly record struct ContactKey(DateOnly On, ContactMethod Method, string PerformedBy, string Content)
{
    public static ContactKey Of(DateOnly on, ContactMethod method, string performedBy, string content) =>
        new(on, method, Spelling.Key(performedBy), Spelling.Key(content));
}

/// <summary>What logging a contact needs to know: which contacts stand there already.</summary>
public sealed record ContactsSoFar(Guid Id, Guid? Registration, StandingEntries<ContactKey> Known)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static ContactsSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, e.Id, StandingEntries<ContactKey>.None);

    /// <summary>Registered again: the registration was corrected.</summary>
    public ContactsSoFar Apply(IEvent<EnterpriseRegistered> e) => this with { Registration = e.Id };

    public ContactsSoFar Apply(IEvent<ContactLogged> e) => this with { Known = Known.Add(e.Id, ContactKey.Of(e.Data.On, e.Data.Method, e.Data.PerformedBy, e.Data.Content)) };

    public ContactsSoFar Apply(EntryRetracted e) => this with { Known = Known.Without(e.EntryId), Registration = Registration == e.EntryId ? null : Registration };
}
