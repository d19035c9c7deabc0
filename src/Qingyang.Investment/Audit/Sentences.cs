using System.Globalization;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Audit.Certificates;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Audit;

/// <summary>Every event in one sentence, as people read a history: in the language of whoever reads.</summary>
public static class Sentences
{
    public static string Of(object e, City city) => e switch
    {
        EnterpriseRegistered x => Say.Of(
            "event.EnterpriseRegistered", x.Name, x.CreditCode ?? Say.Of("event.EnterpriseRegistered.noCode"), city.NameOf(x.County), x.Chain, x.Source,
            x.Origin is { } origin ? Say.Of("event.EnterpriseRegistered.origin", origin) : "", x.Remark is { } remark ? Say.Of("event.EnterpriseRegistered.remark", remark) : ""),
        EnterpriseRenamed x => Say.Of("event.EnterpriseRenamed", x.FormerName, x.Name),
        CreditCodeGiven x => Say.Of("event.CreditCodeGiven", x.CreditCode),
        OtherNameNoted x => Say.Of("event.OtherNameNoted", x.Name),
        ContactLogged x => Say.Of("event.ContactLogged", Day(x.On), x.PerformedBy, x.Method.ToWords(), x.Content, NextStep(x)),
        AgreementSigned x => Say.Of(
            "event.AgreementSigned", Day(x.On), x.Kind.ToWords(), x.Number, x.Project is { } project ? Say.Of("event.AgreementSigned.project", project) : "",
            Amount(x.Amount), x.Occasion is { } occasion ? Say.Of("event.AgreementSigned.occasion", occasion) : ""),
        MilestoneReached x => Say.Of(
            "event.MilestoneReached", Day(x.On), x.AgreementNumber, x.Kind.ToWords(), x.Place is { } place ? Say.Of("event.MilestoneReached.place", place) : ""),
        ServiceTeamAssigned x => Say.Of(
            "event.ServiceTeamAssigned", Day(x.Starts), x.LeadOfficial, x.Post is { } post ? Say.Of("event.ServiceTeamAssigned.post", post) : "",
            x.TaskForce, x.Ends is { } ends ? Say.Of("event.ServiceTeamAssigned.ends", Day(ends)) : ""),
        EntryRetracted x => Say.Of("event.EntryRetracted", Number(x.Position), x.Reason),
        EnterpriseMerged x => Say.Of("event.EnterpriseMerged", x.IntoName, x.Reason),
        MergeUndone x => Say.Of("event.MergeUndone", x.FromName, x.Reason),
        FigureFixed x => Say.Of("event.FigureFixed", x.Code, Day(x.AsOf), x.Stage.ToWords(), Number(x.Count), Number(x.Position), x.Definition, x.Filters.Length == 0 ? "" : Say.Of("event.FigureFixed.filters", FigureCodes.GroupsOf(x, city))),
        EvidenceExported x => Say.Of("event.EvidenceExported", x.Words, x.Events, x.Position, x.Manifest),
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "This event has no sentence."),
    };

    /// <summary>As others get it: feed and webhooks tell every receiver the same, whoever asked.</summary>
    public static string InChinese(object e, City city)
    {
        using var chinese = Say.InChinese();

        return Of(e, city);
    }

    private static string NextStep(ContactLogged x) =>
        x.NextStep is { } next ? Say.Of("event.ContactLogged.next", next, x.NextStepOn is { } on ? Say.Of("event.ContactLogged.nextOn", Day(on)) : "") : "";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Amount(decimal amount) => amount.ToString("#,0.######", CultureInfo.InvariantCulture);
}
