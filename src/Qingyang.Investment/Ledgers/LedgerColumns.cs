using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers;

/// <summary>Which column of the ledger a refusal, or a fault that a command's validator found, is about.</summary>
public static class LedgerColumns
{
    public static string Of(string reason) => reason switch
    {
        "agreement-conflict" or "unknown-agreement" => LedgerFormat.AgreementNumber,
        "credit-code-taken" or "credit-code-given" => LedgerFormat.Code,
        _ => LedgerFormat.Name,
    };

    public static string OfProperty(LedgerSheet sheet, string property) => (sheet, property) switch
    {
        (_, "CreditCode") => LedgerFormat.Code,
        (_, "County") => LedgerFormat.County,
        (_, "Chain") => LedgerFormat.Chain,
        (_, "Source") => LedgerFormat.Source,
        (_, "Origin") => LedgerFormat.Origin,
        (_, "Remark") => LedgerFormat.Remark,
        (_, "Method") => LedgerFormat.Method,
        (_, "PerformedBy") => LedgerFormat.PerformedBy,
        (_, "Content") => LedgerFormat.Content,
        (_, "ContactPerson") => LedgerFormat.ContactPerson,
        (_, "Phone") => LedgerFormat.Phone,
        (_, "Number" or "AgreementNumber") => LedgerFormat.AgreementNumber,
        (_, "Project") => LedgerFormat.Project,
        (_, "Amount") => LedgerFormat.Amount,
        (_, "Occasion") => LedgerFormat.Occasion,
        (_, "Place") => LedgerFormat.Place,
        (_, "LeadOfficial") => LedgerFormat.LeadOfficial,
        (_, "Post") => LedgerFormat.Post,
        (_, "TaskForce") => LedgerFormat.TaskForce,
        (_, "Starts") => LedgerFormat.Starts,
        (_, "Ends") => LedgerFormat.Ends,
        (LedgerSheet.Contacts, "On") => LedgerFormat.ContactedOn,
        (LedgerSheet.Agreements, "On") => LedgerFormat.SignedOn,
        (LedgerSheet.Milestones, "On") => LedgerFormat.ReachedOn,
        (LedgerSheet.Agreements, "Kind") => LedgerFormat.AgreementKind,
        (LedgerSheet.Milestones, "Kind") => LedgerFormat.MilestoneKind,
        _ => LedgerFormat.Name,
    };
}
