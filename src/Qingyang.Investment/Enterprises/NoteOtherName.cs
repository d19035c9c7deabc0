using FluentValidation;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Enterprises;

/// <summary>Notes another name or spelling by which people know an enterprise (其他名称), so that it is found under it.</summary>
[PostedTo("/api/other-names", "记下其他名称")]
public sealed record NoteOtherName(Guid EnterpriseId, string Name, int? SeenVersion = null) : IAboutEnterprise
{
    public static NoteOtherName Example => new(Examples.Enterprise, "示例算力");
}

public sealed class NoteOtherNameValidator : AbstractValidator<NoteOtherName>
{
    public NoteOtherNameValidator() =>
        RuleFor(x => x.Name).IsFilledIn().WithMessage(_ => Say.Of("otherName.missing")).MaximumLength(200).WithMessage(_ => Say.Of("otherName.long"));
}

public static class NoteOtherNameHandler
{
    public static (Outcome, Events) Handle(NoteOtherName command, Entry entry, [WriteModel(nameof(NoteOtherName.EnterpriseId))] Enterprise? enterprise)
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

        return enterprise.Names.Contains(name)
            ? (new Outcome.Already(enterprise.Id), [])
            : (new Outcome.Done(enterprise.Id, entry.Id), [new OtherNameNoted(name)]);
    }
}
