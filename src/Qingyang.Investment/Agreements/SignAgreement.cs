using FluentValidation;
using Marten;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Agreements;

/// <summary>Records a signed agreement (签约). Kind: 框架协议 or 正式合同. Amount in 万元; <paramref name="AmountText"/> keeps what was written.</summary>
[PostedTo("/api/agreements", "登记签约")]
public sealed record SignAgreement(
    Guid EnterpriseId, string Number, string Kind, decimal Amount, DateOnly On,
    string? Project = null, string? Occasion = null, string? AmountText = null, int? SeenVersion = null) : IAboutEnterprise
{
    public static SignAgreement Example => new(Examples.Enterprise, Examples.AgreementNumber, "框架协议", 36600.05m, new DateOnly(2024, 5, 6), Project: "算力中心", Occasion: "兰洽会", AmountText: "3.660005 亿元");
}

public sealed class SignAgreementValidator : AbstractValidator<SignAgreement>
{
    public SignAgreementValidator(TimeProvider clock)
    {
        RuleFor(x => x.Number).IsFilledIn().WithMessage(_ => Say.Of("agreement.number.missing")).MaximumLength(100).WithMessage(_ => Say.Of("agreement.number.long"));
        RuleFor(x => x.Kind).Must(x => AgreementKinds.TryParse(x, out _)).WithMessage(_ => Say.Of("agreement.kind.unknown", AgreementKinds.AllInWords));
        RuleFor(x => x.Amount).GreaterThan(0).WithMessage(_ => Say.Of("agreement.amount.none")).LessThan(1_000_000_000_000m).WithMessage(_ => Say.Of("agreement.amount.large"));
        RuleFor(x => x.On).HasHappened(clock);
        RuleFor(x => x.Project).MaximumLength(200).WithMessage(_ => Say.Of("agreement.project.long"));
        RuleFor(x => x.Occasion).MaximumLength(200).WithMessage(_ => Say.Of("agreement.occasion.long"));
    }
}

public static class SignAgreementHandler
{
    public static Task<NumberHolder> LoadAsync(SignAgreement command, IDocumentSession session, CancellationToken cancellation) =>
        AgreementNumbers.ClaimAsync(command.Number, session, cancellation);

    public static (Outcome, Events) Handle(
        SignAgreement command, Entry entry, NumberHolder holder, [WriteModel(nameof(SignAgreement.EnterpriseId))] AgreementsSoFar? agreements)
    {
        if (agreements is not { Registration: not null })
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, agreements.Version) is { } stale)
        {
            return (stale, []);
        }

        if (agreements.Numbers.Contains(AgreementNumber.Key(command.Number)))
        {
            return (new Outcome.Already(agreements.Id), []);
        }

        if (holder.EnterpriseId is { } other && other != agreements.Id)
        {
            return (new Outcome.Refused("agreement-conflict", Say.Of("agreement.number.taken", command.Number.Trim())), []);
        }

        var text = Spelling.OrNull(command.AmountText) ?? command.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture);

        return (new Outcome.Done(agreements.Id, entry.Id),
            [new AgreementSigned(command.Number.Trim(), AgreementKinds.Parse(command.Kind), Spelling.OrNull(command.Project), command.Amount, text, command.On, Spelling.OrNull(command.Occasion))]);
    }
}
