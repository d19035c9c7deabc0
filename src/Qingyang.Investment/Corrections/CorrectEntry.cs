using FluentValidation;
using Marten;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Corrections;

/// <summary>
/// Corrects an entry (更正): it is retracted, and another takes its place, in one transaction under one correlation. Exactly one of the
/// commands says what is right; it is decided as if it were posted by itself, with the retracted entry out of the way.
/// </summary>
/// <param name="EntryId">The event's id, as a history tells it.</param>
[PostedTo("/api/corrections", "更正")]
public sealed record CorrectEntry(
    Guid EnterpriseId, Guid EntryId, string Reason,
    RegisterEnterprise? Registration = null, LogContact? Contact = null, SignAgreement? Agreement = null, ReachMilestone? Milestone = null, AssignServiceTeam? Assignment = null,
    RenameEnterprise? Renaming = null, NoteOtherName? OtherName = null, GiveCreditCode? CreditCode = null, int? SeenVersion = null) : IAboutEnterprise, ICorrects
{
    public static CorrectEntry Example => new(Examples.Enterprise, Examples.Entry, "日期录错，应为 3 月 6 日", Contact: LogContact.Example with { On = new DateOnly(2024, 3, 6) });

    /// <summary>What is right, about this enterprise; null where there is not exactly one.</summary>
    internal ICommand? Right() => ((ICommand?[])[
        Registration, Contact is null ? null : Contact with { EnterpriseId = EnterpriseId }, Agreement is null ? null : Agreement with { EnterpriseId = EnterpriseId },
        Milestone is null ? null : Milestone with { EnterpriseId = EnterpriseId }, Assignment is null ? null : Assignment with { EnterpriseId = EnterpriseId },
        Renaming is null ? null : Renaming with { EnterpriseId = EnterpriseId }, OtherName is null ? null : OtherName with { EnterpriseId = EnterpriseId },
        CreditCode is null ? null : CreditCode with { EnterpriseId = EnterpriseId }]).OfType<ICommand>().ToList() is [var only] ? only : null;

    /// <summary>A log may print a command: not who was on the other side.</summary>
    public override string ToString() => nameof(CorrectEntry);
}

public sealed class CorrectEntryValidator : AbstractValidator<CorrectEntry>
{
    public CorrectEntryValidator(
        IValidator<RegisterEnterprise> registration, IValidator<LogContact> contact, IValidator<SignAgreement> agreement, IValidator<ReachMilestone> milestone,
        IValidator<AssignServiceTeam> assignment, IValidator<RenameEnterprise> renaming, IValidator<NoteOtherName> otherName, IValidator<GiveCreditCode> creditCode)
    {
        RuleFor(x => x.EntryId).NotEmpty().WithMessage(_ => Say.Of("entry.missing"));
        RuleFor(x => x.Reason).IsAReason();
        RuleFor(x => x).Must(x => x.Right() is not null).WithMessage(_ => Say.Of("correction.one")).OverridePropertyName(nameof(CorrectEntry.EntryId));
        RuleFor(x => x.Registration!).SetValidator(registration).When(x => x.Registration is not null);
        RuleFor(x => x.Contact!).SetValidator(contact).When(x => x.Contact is not null);
        RuleFor(x => x.Agreement!).SetValidator(agreement).When(x => x.Agreement is not null);
        RuleFor(x => x.Milestone!).SetValidator(milestone).When(x => x.Milestone is not null);
        RuleFor(x => x.Assignment!).SetValidator(assignment).When(x => x.Assignment is not null);
        RuleFor(x => x.Renaming!).SetValidator(renaming).When(x => x.Renaming is not null);
        RuleFor(x => x.OtherName!).SetValidator(otherName).When(x => x.OtherName is not null);
        RuleFor(x => x.CreditCode!).SetValidator(creditCode).When(x => x.CreditCode is not null);
    }
}

public static class CorrectEntryHandler
{
    public static Task<CorrectionBooks> LoadAsync(CorrectEntry command, IDocumentSession session, CancellationToken cancellation) =>
        CorrectionBooks.ReadAsync(command, session, cancellation);

    public static (Outcome, Events, RememberContactPerson?) Handle(
        CorrectEntry command, Entry entry, City city, CorrectionBooks books, [WriteModel(nameof(CorrectEntry.EnterpriseId))] EntriesSoFar? entries)
    {
        if (entries is null)
        {
            return (Unknown.Enterprise, [], null);
        }

        if (Seen.IsPast(command.SeenVersion, entries.Version) is { } stale)
        {
            return (stale, [], null);
        }

        if (!entries.Standing.TryGetValue(command.EntryId, out var wrong))
        {
            return (entries.Retracted.Contains(command.EntryId) ? new Outcome.Refused("retracted-already", Say.Of("entry.retracted")) : new Outcome.Unknown(Say.Of("entry.unknown")), [], null);
        }

        // The second event of the entry: the retraction is the first.
        var retracted = new EntryRetracted(command.EntryId, wrong.Position, command.Reason.Trim());
        var (outcome, fact, person) = books.Decide(command, wrong.Fact, retracted, entry with { Id = entry.EventId(1) }, city);

        if (fact is null)
        {
            return (outcome is Outcome.Already ? new Outcome.Refused("said-already", Say.Of("correction.already")) : outcome, [], null);
        }

        var (refusal, _) = RetractEntryHandler.Decide(command.EntryId, command.Reason, entries, new MergedIn(0), fact);

        return refusal is null ? (new Outcome.Done(entries.Id, entry.Id), [retracted, fact], person) : (refusal, [], null);
    }
}
