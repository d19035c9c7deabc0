using System.Collections.Immutable;
using JasperFx.Events;

namespace Qingyang.Investment.Enterprises;

/// <summary>
/// What deciding about an enterprise itself needs to know: by which code and names it goes, by entries that stand, and whether it was
/// merged into another.
/// </summary>
public sealed record Enterprise(Guid Id, Guid? Registration, ImmutableList<Enterprise.Naming> Namings, EnterpriseMerged? Merged = null)
{
    /// <summary>An entry that gives it a name or a code. <paramref name="IsTitle"/>: it goes by that name from then on.</summary>
    public sealed record Naming(Guid Entry, string? Name, string? CreditCode, bool IsTitle);

    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public string Name => Namings.FindLast(x => x.IsTitle)!.Name!;

    public ImmutableHashSet<string> Names => [.. Namings.Select(x => x.Name).OfType<string>()];

    public string? CreditCode => Namings.FindLast(x => x.CreditCode is not null)?.CreditCode;

    public static Enterprise Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, e.Id, [Registered(e)]);

    /// <summary>Registered again: the registration was corrected. What it was called later stands.</summary>
    public Enterprise Apply(IEvent<EnterpriseRegistered> e) => this with { Registration = e.Id, Namings = Namings.Insert(0, Registered(e)) };

    public Enterprise Apply(IEvent<EnterpriseRenamed> e) => this with { Namings = Namings.Add(new(e.Id, e.Data.Name, null, IsTitle: true)) };

    public Enterprise Apply(IEvent<OtherNameNoted> e) => this with { Namings = Namings.Add(new(e.Id, e.Data.Name, null, IsTitle: false)) };

    public Enterprise Apply(IEvent<CreditCodeGiven> e) => this with { Namings = Namings.Add(new(e.Id, null, e.Data.CreditCode, IsTitle: false)) };

    public Enterprise Apply(EntryRetracted e) => this with
    {
        Namings = Namings.RemoveAll(x => x.Entry == e.EntryId),
        Registration = Registration == e.EntryId ? null : Registration,
    };

    public Enterprise Apply(EnterpriseMerged e) => this with { Merged = e };

    public Enterprise Apply(IEvent<MergeUndone> e) => this with { Merged = e.Data.From == Merged?.Into ? null : Merged };

    private static Naming Registered(IEvent<EnterpriseRegistered> e) => new(e.Id, e.Data.Name, e.Data.CreditCode, IsTitle: true);
}
