using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Agreements;

/// <summary>What signing needs to know: which agreement numbers the enterprise has.</summary>
public sealed record AgreementsSoFar(Guid Id, Guid? Registration, StandingEntries<string> Numbers)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static AgreementsSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, e.Id, StandingEntries<string>.None);

    /// <summary>Registered again: the registration was corrected.</summary>
    public AgreementsSoFar Apply(IEvent<EnterpriseRegistered> e) => this with { Registration = e.Id };

    public AgreementsSoFar Apply(IEvent<AgreementSigned> e) => this with { Numbers = Numbers.Add(e.Id, AgreementNumber.Key(e.Data.Number)) };

    public AgreementsSoFar Apply(EntryRetracted e) => this with { Numbers = Numbers.Without(e.EntryId), Registration = Registration == e.EntryId ? null : Registration };
}

/// <summary>An agreement number (协议编号) is compared without white space, in half width and upper case.</summary>
public static class AgreementNumber
{
    public static string Key(string number) => Spelling.Key(number).ToUpperInvariant();
}
