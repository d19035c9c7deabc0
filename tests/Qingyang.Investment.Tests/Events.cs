using Marten;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Tests;

/// <summary>All events of the product: found by their form, and one sample of each with nothing left out.</summary>
public static class Events
{
    /// <summary>What is on record beside the facts of the slices: who took evidence away.</summary>
    private const string Evidence = "Qingyang.Investment.Audit.Evidence";

    public static readonly IReadOnlyList<string> Slices = ["Enterprises", "Contacts", "Agreements", "Milestones", "Service", "Funnel"];

    /// <summary>How names of things that happened end. A new irregular one belongs here.</summary>
    private static readonly string[] Happened =
        ["ed", "Given", "Sent", "Taken", "Withdrawn", "Begun", "Lost", "Won", "Met", "Made", "Found", "Paid", "Put", "Left", "Held"];

    /// <summary>The log's own settings, without a database.</summary>
    public static readonly StoreOptions Store = Configured();

    /// <summary>Public sealed records of the slices that are named as something that happened.</summary>
    public static readonly IReadOnlyList<Type> Types = [.. typeof(Outcome).Assembly.GetExportedTypes()
        .Where(x => x is { IsClass: true, IsSealed: true, IsAbstract: false } && x.GetMethod("<Clone>$") is not null && (Slices.Contains(SliceOf(x)) || x.Namespace == Evidence) && Happened.Any(x.Name.EndsWith))
        .OrderBy(x => x.Name, StringComparer.Ordinal)];

    public static readonly IReadOnlyList<object> Samples =
    [
        new AgreementSigned("QY-2024-0561", AgreementKind.Contract, "算力中心", 36600.05m, "3.660005 亿元", Given.Day, "兰洽会"),
        new ContactLogged(Given.Day, ContactMethod.SiteVisit, "李四", "洽谈算力租赁", "寄合同文本", Given.Day.AddDays(7)),
        new CreditCodeGiven("91350100M000100Y43"),
        new EnterpriseRegistered("庆阳算科有限公司", "91350100M000100Y43", "621022", "人工智能", "上门来访", "南京市", "重点"),
        new EnterpriseRenamed("新名有限公司", "庆阳算科有限公司"),
        new EvidenceExported("county", "县区：环县", 1204, 52_304, "5f2e"),
        new MilestoneReached("QY-2024-0561", MilestoneKind.ProductionStart, Given.Day, "西峰工业园区"),
        new OtherNameNoted("算科"),
        new ServiceTeamAssigned("杜东", "副市长", "算力工作专班", Given.Day, Given.Day.AddDays(30)),
    ];

    public static string SliceOf(Type type) => type.Namespace?.Split('.').ElementAtOrDefault(2) ?? "";

    private static StoreOptions Configured()
    {
        var store = new StoreOptions();
        EventStore.Configure(store);

        return store;
    }
}
