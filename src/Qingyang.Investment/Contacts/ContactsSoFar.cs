using System.Collections.Immutable;
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
public sealed record ContactsSoFar(Guid Id, ImmutableHashSet<ContactKey> Known)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static ContactsSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, []);

    public ContactsSoFar Apply(ContactLogged e) => this with { Known = Known.Add(ContactKey.Of(e.On, e.Method, e.PerformedBy, e.Content)) };
}
