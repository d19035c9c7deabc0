using System.Collections.Immutable;
using JasperFx.Events;

namespace Qingyang.Investment.Enterprises;

/// <summary>What deciding about an enterprise itself needs to know: by which code and names it goes.</summary>
public sealed record Enterprise(Guid Id, string Name, ImmutableHashSet<string> Names, string? CreditCode)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static Enterprise Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, e.Data.Name, [e.Data.Name], e.Data.CreditCode);

    public Enterprise Apply(EnterpriseRenamed e) => this with { Name = e.Name, Names = Names.Add(e.Name) };

    public Enterprise Apply(OtherNameNoted e) => this with { Names = Names.Add(e.Name) };

    public Enterprise Apply(CreditCodeGiven e) => this with { CreditCode = e.CreditCode };
}
