using Marten;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;
using Wolverine.Marten;

namespace Qingyang.Investment.Corrections;

/// <summary>What the decision about the right entry needs to know, read once; and the decision itself, as if the wrong entry were not there.</summary>
public sealed record CorrectionBooks(
    Enterprise? Enterprise, ContactsSoFar? Contacts, AgreementsSoFar? Agreements, MilestonesSoFar? Milestones, AssignmentsSoFar? Assignments, NumberHolder Holder, Known? Known)
{
    public static async Task<CorrectionBooks> ReadAsync(CorrectEntry command, IDocumentSession session, CancellationToken cancellation)
    {
        var id = command.EnterpriseId;
        var holder = command.Agreement is { } agreement ? await AgreementNumbers.ClaimAsync(agreement.Number, session, cancellation) : NumberHolder.Nobody;
        var known = command switch
        {
            { Registration: { } x } => await EnterpriseKeys.ClaimAsync(x.Name, x.CreditCode, session, cancellation),
            { CreditCode: { } x } => await EnterpriseKeys.ClaimAsync(name: null, x.CreditCode, session, cancellation),
            _ => null,
        };

        return new CorrectionBooks(
            await StateAsync<Enterprise>(command is { Registration: not null } or { Renaming: not null } or { OtherName: not null } or { CreditCode: not null }),
            await StateAsync<ContactsSoFar>(command.Contact is not null), await StateAsync<AgreementsSoFar>(command.Agreement is not null),
            await StateAsync<MilestonesSoFar>(command.Milestone is not null), await StateAsync<AssignmentsSoFar>(command.Assignment is not null),
            holder, known?.Id == id ? null : known);   // what is its own is in nobody's way

        async Task<T?> StateAsync<T>(bool isNeeded) where T : class => isNeeded ? await session.Events.AggregateStreamAsync<T>(id, token: cancellation) : null;
    }

    /// <summary>What is right in the place of what was wrong: a fact of the same kind, or a refusal.</summary>
    public (Outcome Outcome, object? Fact, RememberContactPerson? Person) Decide(CorrectEntry command, object wrong, EntryRetracted retracted, Entry entry, City city)
    {
        var (decision, person) = (wrong, command.Right()) switch
        {
            (EnterpriseRegistered, RegisterEnterprise x) => (Registered(RegisterEnterpriseHandler.Handle(x, entry with { NewStream = command.EnterpriseId }, city, Known)), null),
            (EnterpriseRenamed, RenameEnterprise x) => (RenameEnterpriseHandler.Handle(x with { SeenVersion = null }, entry, Enterprise?.Apply(retracted)), null),
            (OtherNameNoted, NoteOtherName x) => (NoteOtherNameHandler.Handle(x with { SeenVersion = null }, entry, Enterprise?.Apply(retracted)), null),
            (CreditCodeGiven, GiveCreditCode x) => (GiveCreditCodeHandler.Handle(x with { SeenVersion = null }, entry, Known, Enterprise?.Apply(retracted)), null),
            (ContactLogged, LogContact x) => Split(LogContactHandler.Handle(x with { SeenVersion = null }, entry, Contacts?.Apply(retracted))),
            (AgreementSigned, SignAgreement x) => (SignAgreementHandler.Handle(x with { SeenVersion = null }, entry, Holder, Agreements?.Apply(retracted)), null),
            (MilestoneReached, ReachMilestone x) => (ReachMilestoneHandler.Handle(x with { SeenVersion = null }, entry, Milestones?.Apply(retracted)), null),
            (ServiceTeamAssigned, AssignServiceTeam x) => (AssignServiceTeamHandler.Handle(x with { SeenVersion = null }, entry, Assignments?.Apply(retracted)), null),
            _ => ((new Outcome.Refused("other-kind", Say.Of("correction.kind")), (Events)[]), (RememberContactPerson?)null),
        };

        return (decision.Item1, decision.Item2.SingleOrDefault(), person);
    }

    private static (Outcome, Events) Registered((Outcome Outcome, StartEnterprise? Start) decision) => (decision.Outcome, decision.Start is { } start ? [start.Registered] : []);

    private static ((Outcome, Events), RememberContactPerson?) Split((Outcome, Events, RememberContactPerson?) decision) => ((decision.Item1, decision.Item2), decision.Item3);
}
