using System.Collections.Immutable;
using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Agreements;

/// <summary>What signing needs to know: which agreement numbers the enterprise has.</summary>
public sealed record AgreementsSoFar(Guid Id, ImmutableHashSet<string> Numbers)
{
    /// <summary>Set by Marten: how many events the stream had.</summary>
    public int Version { get; init; }

    public static AgreementsSoFar Create(IEvent<EnterpriseRegistered> e) => new(e.StreamId, []);

    public AgreementsSoFar Apply(AgreementSigned e) => this with { Numbers = Numbers.Add(AgreementNumber.Key(e.Number)) };
}

/// <summary>An agreement number (协议编号) is compared without white space, in half width and upper case.</summary>
public static class AgreementNumber
{
    public static string Key(string number) => Spelling.Key(number).ToUpperInvariant();
}
