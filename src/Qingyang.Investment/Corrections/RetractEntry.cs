using FluentValidation;
using Marten;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Corrections;

/// <summary>Retracts an entry that turned out to be wrong (撤回). From then on it does not count; what was known before stays as it was known.</summary>
/// <param name="EntryId">The event's id, as a history tells it.</param>
[PostedTo("/api/retractions", "撤回")]
public sealed record RetractEntry(Guid EnterpriseId, Guid EntryId, string Reason, int? SeenVersion = null) : IAboutEnterprise, IGivesReason
{
    public static RetractEntry Example => new(Examples.Enterprise, Examples.Entry, "重复登记：同一次走访录了两遍");
}

public sealed class RetractEntryValidator : AbstractValidator<RetractEntry>
{
    public RetractEntryValidator()
    {
        RuleFor(x => x.EntryId).NotEmpty().WithMessage(_ => Say.Of("entry.missing"));
        RuleFor(x => x.Reason).IsAReason();
    }
}

/// <summary>How many enterprises count for this one, because they were merged into it.</summary>
public sealed record MergedIn(int Count);

public static class RetractEntryHandler
{
    public static async Task<MergedIn> LoadAsync(RetractEntry command, IDocumentSession session, CancellationToken cancellation) =>
        new((await Merging.CountsIntoAsync([command.EnterpriseId], session, cancellation)).GetValueOrDefault(command.EnterpriseId));

    public static (Outcome, Events) Handle(RetractEntry command, Entry entry, MergedIn merged, [WriteModel(nameof(RetractEntry.EnterpriseId))] EntriesSoFar? entries)
    {
        if (entries is null)
        {
            return (Unknown.Enterprise, []);
        }

        if (Seen.IsPast(command.SeenVersion, entries.Version) is { } stale)
        {
            return (stale, []);
        }

        var (refusal, retracted) = Decide(command.EntryId, command.Reason, entries, merged, keeps: null);

        return retracted is null ? (refusal!, []) : (new Outcome.Done(entries.Id, entry.Id), [retracted]);
    }

    /// <summary>Whether the entry can go, by itself or because another takes its place.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="reason">Why.</param>
    /// <param name="entries">What stands.</param>
    /// <param name="merged">Who counts for this enterprise.</param>
    /// <param name="keeps">What takes its place at once; null where nothing does.</param>
    public static (Outcome? Refusal, EntryRetracted? Retracted) Decide(Guid id, string reason, EntriesSoFar entries, MergedIn merged, object? keeps)
    {
        if (!entries.Standing.TryGetValue(id, out var entry))
        {
            return (entries.Retracted.Contains(id) ? new Outcome.Already(entries.Id) : new Outcome.Unknown(Say.Of("entry.unknown")), null);
        }

        var others = entries.Standing.Where(x => x.Key != id).Select(x => x.Value.Fact).ToList();
        Outcome? refusal = entry.Fact switch
        {
            AgreementSigned x when Milestones(x, others) is { Count: > 0 } hanging && !Keeps(x, keeps) =>
                new Outcome.Refused("milestones-depend", Say.Of("entry.milestonesDepend", x.Number, hanging.Count)),
            EnterpriseRegistered when keeps is null && others.Count > 0 => new Outcome.Refused("entries-depend", Say.Of("entry.entriesDepend", others.Count)),
            EnterpriseRegistered when keeps is null && merged.Count > 0 => new Outcome.Refused("merged-in", Say.Of("entry.mergedIn", merged.Count)),
            _ => null,
        };

        return refusal is null ? (null, new EntryRetracted(id, entry.Position, reason.Trim())) : (refusal, null);
    }

    /// <summary>The milestones that belong to that agreement.</summary>
    private static List<MilestoneReached> Milestones(AgreementSigned agreement, IEnumerable<object> others) =>
        [.. others.OfType<MilestoneReached>().Where(x => AgreementNumber.Key(x.AgreementNumber) == AgreementNumber.Key(agreement.Number))];

    private static bool Keeps(AgreementSigned agreement, object? keeps) => keeps is AgreementSigned other && AgreementNumber.Key(other.Number) == AgreementNumber.Key(agreement.Number);
}
