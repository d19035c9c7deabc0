using FluentValidation;
using Marten;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Enterprises;

/// <summary>Gives an enterprise the credit code that was not known when it was registered (补录统一社会信用代码).</summary>
[PostedTo("/api/credit-codes", "补录统一社会信用代码")]
public sealed record GiveCreditCode(Guid EnterpriseId, string CreditCode, int? SeenVersion = null) : IAboutEnterprise
{
    public static GiveCreditCode Example => new(Examples.Enterprise, "91350100M000100Y43");
}

public sealed class GiveCreditCodeValidator : AbstractValidator<GiveCreditCode>
{
    public GiveCreditCodeValidator() =>
        RuleFor(x => x.CreditCode).IsFilledIn().WithMessage(_ => Say.Of("creditCode.missing")).MustBeACreditCode();
}

public static class GiveCreditCodeHandler
{
    public static Task<Known?> LoadAsync(GiveCreditCode command, IDocumentSession session, CancellationToken cancellation) =>
        EnterpriseKeys.ClaimAsync(name: null, command.CreditCode, session, cancellation);

    public static (Outcome, Events) Handle(
        GiveCreditCode command, Entry entry, Known? known, [WriteModel(nameof(GiveCreditCode.EnterpriseId))] Enterprise? enterprise)
    {
        if (enterprise is not { Registration: not null })
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, enterprise.Version) is { } stale)
        {
            return (stale, []);
        }

        var code = CreditCode.Normalise(command.CreditCode);

        return enterprise.CreditCode switch
        {
            { } same when same == code => (new Outcome.Already(enterprise.Id), []),
            { } other => (new Outcome.Refused("credit-code-given", Say.Of("creditCode.given", other)), []),
            null when known is not null => (new Outcome.Refused("credit-code-taken", Say.Of("creditCode.taken", known.Name)), []),
            null => (new Outcome.Done(enterprise.Id, entry.Id), [new CreditCodeGiven(code)]),
        };
    }
}
