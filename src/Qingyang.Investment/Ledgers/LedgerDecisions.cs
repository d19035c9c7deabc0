using FluentValidation;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;
using static System.FormattableString;

namespace Qingyang.Investment.Ledgers;

/// <summary>Decides the rows of a ledger by the decisions that everybody else's commands go through, and words the verdicts.</summary>
public sealed class LedgerDecisions(IServiceProvider services, City city)
{
    /// <summary>One row's outcome, the events that it adds, and who was on the other side of a contact.</summary>
    public sealed record Decided(Outcome Outcome, IReadOnlyList<object> Events, RememberContactPerson? Person = null);

    /// <param name="row">A row that the plan found good.</param>
    /// <param name="history">The enterprise that it means, as this batch has left it.</param>
    /// <param name="holder">Who holds the agreement number of the row.</param>
    /// <param name="entry">Makes the entry of a fact from what makes it the same fact.</param>
    /// <param name="cancellation">Stops deciding.</param>
    public async Task<Decided> DecideAsync(LedgerRow row, EnterpriseHistory history, NumberHolder holder, Func<string, Entry> entry, CancellationToken cancellation)
    {
        var id = history.Id;

        switch (row)
        {
            case EnterpriseRow x:
                return await DecideAsync(x, history, entry, cancellation);

            case ContactRow x:
                var contact = new LogContact(id, x.On, x.Method.ToChinese(), x.PerformedBy, x.Content, x.ContactPerson, x.Phone);
                var key = ContactKey.Of(x.On, x.Method, x.PerformedBy, x.Content);
                return Wrong(contact) ?? From(LogContactHandler.Handle(
                    contact, entry(Invariant($"{key.On:yyyyMMdd} {key.Method} {key.PerformedBy} {key.Content}")), await history.StateAsync<ContactsSoFar>(cancellation)));

            case AgreementRow x:
                var agreement = new SignAgreement(id, x.AgreementNumber, x.Kind.ToChinese(), x.AmountWan, x.On, x.Project, x.Occasion, x.AmountText);
                return Wrong(agreement) ?? From(SignAgreementHandler.Handle(
                    agreement, entry(AgreementNumber.Key(x.AgreementNumber)), holder, await history.StateAsync<AgreementsSoFar>(cancellation)));

            case MilestoneRow x:
                var milestone = new ReachMilestone(id, x.AgreementNumber, x.Kind.ToChinese(), x.On, x.Place);
                return Wrong(milestone) ?? From(ReachMilestoneHandler.Handle(
                    milestone, entry($"{AgreementNumber.Key(x.AgreementNumber)} {x.Kind}"), await history.StateAsync<MilestonesSoFar>(cancellation)));

            case AssignmentRow x:
                var assignment = new AssignServiceTeam(id, x.LeadOfficial, x.TaskForce, x.Starts, x.Post, x.Ends);
                return Wrong(assignment) ?? From(AssignServiceTeamHandler.Handle(
                    assignment, entry(Invariant($"{Spelling.Key(x.LeadOfficial)} {Spelling.Key(x.TaskForce)} {x.Starts:yyyyMMdd}")), await history.StateAsync<AssignmentsSoFar>(cancellation)));

            default:
                throw new ArgumentOutOfRangeException(nameof(row), row.GetType().Name, "A row of no sheet.");
        }
    }

    /// <summary>A new enterprise is registered; a known one gets the code that it lacked, and the spelling as another name.</summary>
    private async Task<Decided> DecideAsync(EnterpriseRow x, EnterpriseHistory history, Func<string, Entry> entry, CancellationToken cancellation)
    {
        if (await history.StateAsync<Enterprise>(cancellation) is not { } known)
        {
            var register = new RegisterEnterprise(x.Name, x.Code, x.County, x.Chain, x.Source, x.Origin, x.Remark);

            if (Wrong(register) is { } wrong)
            {
                return wrong;
            }

            var (outcome, start) = RegisterEnterpriseHandler.Handle(register, entry("registered") with { NewStream = history.Id }, city, known: null);

            return new Decided(outcome, start is null ? [] : [start.Registered]);
        }

        var note = new NoteOtherName(known.Id, x.Name);
        var spelling = Wrong(note) ?? From(NoteOtherNameHandler.Handle(note, entry(x.Name), known));

        if (x.Code is { } code && known.CreditCode is null)
        {
            var given = From(GiveCreditCodeHandler.Handle(new GiveCreditCode(known.Id, code), entry(code), known: null, known));

            return given with { Events = [.. given.Events, .. spelling.Events] };
        }

        return spelling with { Outcome = new Outcome.Already(known.Id) };
    }

    /// <summary>What the validator that everybody's command meets has against it; the reading of a row has found most of it before.</summary>
    private Decided? Wrong<T>(T command) where T : class =>
        services.GetService(typeof(IValidator<T>)) is IValidator<T> validator && validator.Validate(command) is { IsValid: false } invalid
            ? new Decided(new Outcome.Invalid(invalid.ToDictionary()), [])
            : null;

    private static Decided From((Outcome Outcome, Wolverine.Marten.Events Events) decision) => new(decision.Outcome, decision.Events);

    private static Decided From((Outcome Outcome, Wolverine.Marten.Events Events, RememberContactPerson? Person) decision) =>
        new(decision.Outcome, decision.Events, decision.Person);
}
