using FluentValidation;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Service;

/// <summary>Puts a lead official (包抓领导) and a task force (专班) in charge of an enterprise, from a day on. <paramref name="Ends"/>: the first day without them.</summary>
[PostedTo("/api/assignments", "登记包抓")]
public sealed record AssignServiceTeam(
    Guid EnterpriseId, string LeadOfficial, string TaskForce, DateOnly Starts,
    string? Post = null, DateOnly? Ends = null, int? SeenVersion = null) : IAboutEnterprise
{
    public static AssignServiceTeam Example => new(Examples.Enterprise, "杜东", "算力工作专班", new DateOnly(2024, 2, 1), Post: "副市长");
}

public sealed class AssignServiceTeamValidator : AbstractValidator<AssignServiceTeam>
{
    public AssignServiceTeamValidator(TimeProvider clock)
    {
        RuleFor(x => x.LeadOfficial).IsFilledIn().WithMessage(_ => Say.Of("assignment.leadOfficial.missing")).MaximumLength(100).WithMessage(_ => Say.Of("assignment.leadOfficial.long"));
        RuleFor(x => x.TaskForce).IsFilledIn().WithMessage(_ => Say.Of("assignment.taskForce.missing")).MaximumLength(100).WithMessage(_ => Say.Of("assignment.taskForce.long"));
        RuleFor(x => x.Starts).HasHappened(clock);
        RuleFor(x => x.Ends).Must((x, ends) => ends >= x.Starts).When(x => x.Ends is not null).WithMessage(_ => Say.Of("assignment.ends.early"));
        RuleFor(x => x.Post).MaximumLength(100).WithMessage(_ => Say.Of("assignment.post.long"));
    }
}

public static class AssignServiceTeamHandler
{
    public static (Outcome, Events) Handle(
        AssignServiceTeam command, Entry entry, [WriteModel(nameof(AssignServiceTeam.EnterpriseId))] AssignmentsSoFar? assignments)
    {
        if (assignments is not { Registration: not null })
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, assignments.Version) is { } stale)
        {
            return (stale, []);
        }

        return assignments.Known.Contains(AssignmentsSoFar.Key(command.LeadOfficial, command.TaskForce, command.Starts))
            ? (new Outcome.Already(assignments.Id), [])
            : (new Outcome.Done(assignments.Id, entry.Id),
                [new ServiceTeamAssigned(Spelling.Tidy(command.LeadOfficial), Spelling.TidyOrNull(command.Post), Spelling.Tidy(command.TaskForce), command.Starts, command.Ends)]);
    }
}
