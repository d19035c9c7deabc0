using System.Text.Json.Serialization;
using FluentValidation;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Qingyang.Investment.Contacts;

/// <summary>Logs a contact (对接) with an enterprise. Method: 走访 来访 电话 视频 会议 函件. The other side's person and phone stay out of the event.</summary>
/// <param name="NextStep">What is to be done next (下一步), by <paramref name="NextStepOn"/>. Left out of the digest where it is not there: an entry made before there was such a thing stays the same entry.</param>
[PostedTo("/api/contacts", "登记对接")]
public sealed record LogContact(
    Guid EnterpriseId, DateOnly On, string Method, string PerformedBy, string Content,
    string? ContactPerson = null, string? Phone = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextStep = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? NextStepOn = null,
    int? SeenVersion = null) : IAboutEnterprise
{
    public static LogContact Example => new(Examples.Enterprise, new DateOnly(2024, 3, 5), "走访", "李四", "洽谈算力租赁，对方提出用电需求", ContactPerson: "王主任", Phone: "0934-8000000", NextStep: "寄送用电方案", NextStepOn: new DateOnly(2024, 3, 12));

    /// <summary>A log may print a command: not who was on the other side.</summary>
    public override string ToString() => nameof(LogContact);
}

public sealed class LogContactValidator : AbstractValidator<LogContact>
{
    public LogContactValidator(TimeProvider clock)
    {
        RuleFor(x => x.On).HasHappened(clock);
        RuleFor(x => x.Method).Must(x => ContactMethods.TryParse(x, out _)).WithMessage(_ => Say.Of("contact.method.unknown", ContactMethods.AllInWords));
        RuleFor(x => x.PerformedBy).IsFilledIn().WithMessage(_ => Say.Of("contact.performedBy.missing")).MaximumLength(100).WithMessage(_ => Say.Of("contact.performedBy.long"));
        RuleFor(x => x.Content).IsFilledIn().WithMessage(_ => Say.Of("contact.content.missing")).MaximumLength(10_000).WithMessage(_ => Say.Of("contact.content.long"));
        RuleFor(x => x.ContactPerson).MaximumLength(100).WithMessage(_ => Say.Of("contact.person.long"));
        RuleFor(x => x.Phone).MaximumLength(100).WithMessage(_ => Say.Of("contact.phone.long"));
        RuleFor(x => x.NextStep).MaximumLength(500).WithMessage(_ => Say.Of("contact.nextStep.long"));
        RuleFor(x => x.NextStep).IsFilledIn().When(x => x.NextStepOn is not null).WithMessage(_ => Say.Of("contact.nextStep.missing"));
        RuleFor(x => x.NextStepOn).Must((x, day) => day >= x.On).When(x => x.NextStepOn is not null).WithMessage(_ => Say.Of("contact.nextStepOn.early"));
    }
}

public static class LogContactHandler
{
    public static (Outcome, Events, RememberContactPerson?) Handle(
        LogContact command, Entry entry, [WriteModel(nameof(LogContact.EnterpriseId))] ContactsSoFar? contacts)
    {
        if (contacts is not { Registration: not null })
        {
            return (Unknown.Enterprise, [], null);
        }

        if (Seen.IsPast(command.SeenVersion, contacts.Version) is { } stale)
        {
            return (stale, [], null);
        }

        var method = ContactMethods.Parse(command.Method);

        if (contacts.Known.Contains(ContactKey.Of(command.On, method, command.PerformedBy, command.Content)))
        {
            return (new Outcome.Already(contacts.Id), [], null);
        }

        var logged = new ContactLogged(command.On, method, Spelling.Tidy(command.PerformedBy), command.Content.Trim(), Spelling.OrNull(command.NextStep), command.NextStepOn);

        return (new Outcome.Done(contacts.Id, entry.Id), [logged], RememberContactPerson.From(command, entry));
    }
}
