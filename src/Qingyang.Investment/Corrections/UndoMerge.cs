using FluentValidation;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Corrections;

/// <summary>A merge was wrong (撤销合并): the enterprise stands by itself again, with everything that was entered about it, also meanwhile.</summary>
[PostedTo("/api/merge-undoings", "撤销合并")]
public sealed record UndoMerge(Guid EnterpriseId, string Reason, int? SeenVersion = null) : IAboutEnterprise, IGivesReason
{
    public static UndoMerge Example => new(Examples.Enterprise, "经核实是两家企业，名称相近");
}

public sealed class UndoMergeValidator : AbstractValidator<UndoMerge>
{
    public UndoMergeValidator() => RuleFor(x => x.Reason).IsAReason();
}

public static class UndoMergeHandler
{
    public static (Outcome, Events) Handle(UndoMerge command, Entry entry, [WriteModel(nameof(UndoMerge.EnterpriseId))] Enterprise? enterprise)
    {
        if (enterprise is null)
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, enterprise.Version) is { } stale)
        {
            return (stale, []);
        }

        return enterprise.Merged is { } merged
            ? (new Outcome.Done(enterprise.Id, entry.Id), [new MergeUndone(merged.Into, merged.IntoName, command.Reason.Trim())])
            : (new Outcome.Already(enterprise.Id), []);
    }
}
