using FluentValidation;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Milestones;

/// <summary>Records that a signed project reached a milestone (落地). Kind: 注册 开工 投产 达产.</summary>
[PostedTo("/api/milestones", "登记落地")]
public sealed record ReachMilestone(
    Guid EnterpriseId, string AgreementNumber, string Kind, DateOnly On, string? Place = null, int? SeenVersion = null) : IAboutEnterprise
{
    public static ReachMilestone Example => new(Examples.Enterprise, Examples.AgreementNumber, "开工", new DateOnly(2024, 7, 8), Place: "西峰工业园区");
}

public sealed class ReachMilestoneValidator : AbstractValidator<ReachMilestone>
{
    public ReachMilestoneValidator(TimeProvider clock)
    {
        RuleFor(x => x.AgreementNumber).IsFilledIn().WithMessage(_ => Say.Of("agreement.number.missing")).MaximumLength(100).WithMessage(_ => Say.Of("agreement.number.long"));
        RuleFor(x => x.Kind).Must(x => MilestoneKinds.TryParse(x, out _)).WithMessage(_ => Say.Of("milestone.kind.unknown", MilestoneKinds.AllInWords));
        RuleFor(x => x.On).HasHappened(clock);
        RuleFor(x => x.Place).MaximumLength(200).WithMessage(_ => Say.Of("milestone.place.long"));
    }
}

public static class ReachMilestoneHandler
{
    public static (Outcome, Events) Handle(
        ReachMilestone command, Entry entry, [WriteModel(nameof(ReachMilestone.EnterpriseId))] MilestonesSoFar? milestones)
    {
        if (milestones is not { Registration: not null })
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, milestones.Version) is { } stale)
        {
            return (stale, []);
        }

        var number = Agreements.AgreementNumber.Key(command.AgreementNumber);
        var kind = MilestoneKinds.Parse(command.Kind);

        if (!milestones.Agreements.Contains(number))
        {
            return (new Outcome.Refused("unknown-agreement", Say.Of("milestone.agreement.unknown", command.AgreementNumber.Trim())), []);
        }

        return milestones.Known.Contains((number, kind))
            ? (new Outcome.Already(milestones.Id), [])
            : (new Outcome.Done(milestones.Id, entry.Id), [new MilestoneReached(command.AgreementNumber.Trim(), kind, command.On, Spelling.OrNull(command.Place))]);
    }
}
