using FluentValidation;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Enterprises;

/// <summary>Records that an enterprise changed its name (更名).</summary>
[PostedTo("/api/renamings", "更名")]
public sealed record RenameEnterprise(Guid EnterpriseId, string Name, int? SeenVersion = null) : IAboutEnterprise
{
    public static RenameEnterprise Example => new(Examples.Enterprise, "庆阳示例智算科技有限公司");
}

public sealed class RenameEnterpriseValidator : AbstractValidator<RenameEnterprise>
{
    public RenameEnterpriseValidator() =>
        RuleFor(x => x.Name).IsFilledIn().WithMessage(_ => Say.Of("renaming.name.missing")).MaximumLength(200).WithMessage(_ => Say.Of("enterprise.name.long"));
}

public static class RenameEnterpriseHandler
{
    public static (Outcome, Events) Handle(RenameEnterprise command, Entry entry, [WriteModel(nameof(RenameEnterprise.EnterpriseId))] Enterprise? enterprise)
    {
        if (enterprise is not { Registration: not null })
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, enterprise.Version) is { } stale)
        {
            return (stale, []);
        }

        var name = command.Name.Trim();

        return name == enterprise.Name
            ? (new Outcome.Already(enterprise.Id), [])
            : (new Outcome.Done(enterprise.Id, entry.Id), [new EnterpriseRenamed(name, enterprise.Name)]);
    }
}
