using System.Globalization;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Web.Pages.Enterprises;

/// <summary>From a fact that was recorded back to the form that it could have been typed into.</summary>
public static class EntryForms
{
    /// <summary>The form of the command that enters such a fact; null of what cannot be corrected.</summary>
    public static CommandForm? FormOf(object fact) => fact switch
    {
        ContactLogged => CommandForm.Find("contact"),
        AgreementSigned => CommandForm.Find("agreement"),
        MilestoneReached => CommandForm.Find("milestone"),
        ServiceTeamAssigned => CommandForm.Find("assignment"),
        EnterpriseRenamed => CommandForm.Find("renaming"),
        OtherNameNoted => CommandForm.Find("other-name"),
        CreditCodeGiven => CommandForm.Find("credit-code"),
        EnterpriseRegistered => CommandForm.Find("new"),
        _ => null,
    };

    /// <summary>A fact as somebody would have typed it.</summary>
    public static IReadOnlyDictionary<string, string> Typed(object fact, City city) => fact.GetType().GetProperties().ToDictionary(x => x.Name, x => x.GetValue(fact) switch
    {
        DateOnly day => Show.Day(day),
        decimal amount => amount.ToString(CultureInfo.InvariantCulture),
        ContactMethod method => method.ToChinese(),
        AgreementKind kind => kind.ToChinese(),
        MilestoneKind kind => kind.ToChinese(),
        string county when x.Name == "County" => city.NameOf(county),
        var value => value?.ToString() ?? "",
    });
}
