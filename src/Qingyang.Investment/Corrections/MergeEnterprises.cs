using FluentValidation;
using Marten;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Corrections;

/// <summary>
/// Two enterprises turn out to be one (合并): what is entered about this one, before and after, counts for the other. Nothing is moved or lost, so
/// the merge can be undone at any time.
/// </summary>
/// <param name="EnterpriseId">The one that goes into the other.</param>
[PostedTo("/api/merges", "合并企业")]
public sealed record MergeEnterprises(Guid EnterpriseId, Guid IntoId, string Reason, int? SeenVersion = null) : IAboutEnterprise, IGivesReason
{
    public static MergeEnterprises Example => new(Examples.Enterprise, Examples.Other, "同一家企业：台账里写了简称，没有信用代码");
}

public sealed class MergeEnterprisesValidator : AbstractValidator<MergeEnterprises>
{
    public MergeEnterprisesValidator()
    {
        RuleFor(x => x.IntoId).NotEmpty().WithMessage(_ => Say.Of("merge.into.missing"));
        RuleFor(x => x.Reason).IsAReason();
    }
}

/// <summary>The other enterprise: its name, null where it is not in the books; and all that it counts for.</summary>
public sealed record MergeTarget(string? Name, IReadOnlyList<Guid> Chain);

public static class MergeEnterprisesHandler
{
    public static async Task<MergeTarget> LoadAsync(MergeEnterprises command, IDocumentSession session, CancellationToken cancellation)
    {
        var chain = await Merging.ChainOfAsync(command.IntoId, session, cancellation);

        return new MergeTarget(await session.Events.AggregateStreamAsync<Enterprise>(command.IntoId, token: cancellation) is { Registration: not null } into ? into.Name : null, chain);
    }

    public static (Outcome, Events) Handle(
        MergeEnterprises command, Entry entry, MergeTarget target, [WriteModel(nameof(MergeEnterprises.EnterpriseId))] Enterprise? enterprise)
    {
        if (enterprise is not { Registration: not null })
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, enterprise.Version) is { } stale)
        {
            return (stale, []);
        }

        Outcome? refusal = (target, enterprise.Merged?.Into) switch
        {
            ({ Name: null }, _) => new Outcome.Unknown(Say.Of("merge.into.unknown")),
            (_, { } into) when into == command.IntoId => new Outcome.Already(enterprise.Id),
            (_, not null) => new Outcome.Refused("merged-already", Say.Of("merge.already")),
            _ when command.IntoId == enterprise.Id => new Outcome.Refused("merge-itself", Say.Of("merge.itself")),
            _ when target.Chain.Contains(enterprise.Id) => new Outcome.Refused("merge-circle", Say.Of("merge.circle")),
            _ => null,
        };

        return refusal is null ? (new Outcome.Done(enterprise.Id, entry.Id), [new EnterpriseMerged(command.IntoId, target.Name!, command.Reason.Trim())]) : (refusal, []);
    }
}
