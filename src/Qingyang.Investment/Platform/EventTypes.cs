using Qingyang.Investment.Agreements;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Platform;

/// <summary>Every event that the log can hold. Their stored names and shapes are a promise: tests hold them against an approved list.</summary>
public static class EventTypes
{
    public static readonly IReadOnlyList<Type> All =
    [
        typeof(EnterpriseRegistered), typeof(EnterpriseRenamed), typeof(OtherNameNoted), typeof(CreditCodeGiven),
        typeof(ContactLogged), typeof(AgreementSigned), typeof(MilestoneReached), typeof(ServiceTeamAssigned),
        typeof(EvidenceExported),
    ];
}
