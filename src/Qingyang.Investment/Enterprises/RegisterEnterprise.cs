using FluentValidation;
using Marten;
using Qingyang.Investment.Platform;
using Wolverine.Marten;

namespace Qingyang.Investment.Enterprises;

/// <summary>Enters an enterprise (登记企业) in the books. County by name or GB/T 2260 code; the credit code may come later.</summary>
[PostedTo("/api/enterprises", "登记企业")]
public sealed record RegisterEnterprise(
    string Name, string? CreditCode, string County, string Chain, string Source, string? Origin = null, string? Remark = null) : ICommand
{
    public static RegisterEnterprise Example => new("庆阳示例算力科技有限公司", "91350100M000100Y43", "环县", "人工智能", "上门来访", Origin: "南京市");
}

public sealed class RegisterEnterpriseValidator : AbstractValidator<RegisterEnterprise>
{
    public RegisterEnterpriseValidator(City city)
    {
        RuleFor(x => x.Name).IsFilledIn().WithMessage(_ => Say.Of("enterprise.name.missing")).MaximumLength(200).WithMessage(_ => Say.Of("enterprise.name.long"));
        RuleFor(x => x.CreditCode).MustBeACreditCode();
        RuleFor(x => x.County).Must(x => city.Find(x) is not null).WithMessage(_ => Say.Of("enterprise.county.unknown", city.CountyNames));
        RuleFor(x => x.Chain).IsFilledIn().WithMessage(_ => Say.Of("enterprise.chain.missing")).MaximumLength(100).WithMessage(_ => Say.Of("enterprise.chain.long"));
        RuleFor(x => x.Source).IsFilledIn().WithMessage(_ => Say.Of("enterprise.source.missing")).MaximumLength(100).WithMessage(_ => Say.Of("enterprise.source.long"));
        RuleFor(x => x.Origin).MaximumLength(200).WithMessage(_ => Say.Of("enterprise.origin.long"));
        RuleFor(x => x.Remark).MaximumLength(2000).WithMessage(_ => Say.Of("enterprise.remark.long"));
    }
}

public static class RegisterEnterpriseHandler
{
    public static Task<Known?> LoadAsync(RegisterEnterprise command, IDocumentSession session, CancellationToken cancellation) =>
        EnterpriseKeys.ClaimAsync(command.Name, command.CreditCode, session, cancellation);

    public static (Outcome, StartEnterprise?) Handle(RegisterEnterprise command, Entry entry, City city, Known? known)
    {
        if (known is not null)
        {
            return (Taken(known), null);
        }

        var registered = new EnterpriseRegistered(
            command.Name.Trim(), Spelling.OrNull(command.CreditCode) is { } code ? CreditCode.Normalise(code) : null,
            city.Find(command.County)!.Code, Spelling.Tidy(command.Chain), Spelling.Tidy(command.Source), Spelling.TidyOrNull(command.Origin), Spelling.OrNull(command.Remark));

        return (new Outcome.Done(entry.NewStream, entry.Id), new StartEnterprise(entry.NewStream, registered));
    }

    private static Outcome.Refused Taken(Known known) => known.By == KnownBy.CreditCode
        ? new("credit-code-taken", Say.Of("enterprise.creditCode.taken", known.Name))
        : new("name-taken", Say.Of("enterprise.name.taken", known.Name));
}

/// <summary>Starts the stream of a new enterprise.</summary>
public sealed record StartEnterprise(Guid Id, EnterpriseRegistered Registered) : IMartenOp
{
    public void Execute(IDocumentSession session) => session.Events.StartStream<Enterprise>(Id, Registered);
}
