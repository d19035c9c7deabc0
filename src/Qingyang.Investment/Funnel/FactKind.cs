using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Milestones;

namespace Qingyang.Investment.Funnel;

/// <summary>Kinds of fact that figures are made of: 对接, 框架协议, 正式合同, 注册, 开工, 投产, 达产. Each is of a stage, and of the stages before it.</summary>
public enum FactKind
{
    Contact,
    Framework,
    Contract,
    Registration,
    ConstructionStart,
    ProductionStart,
    FullCapacity,
}

public static class FactKinds
{
    /// <summary>Which kind an event is, and on which day it happened in the world; null where figures are not made of it.</summary>
    public static (FactKind Kind, DateOnly On)? Of(object e) => e switch
    {
        ContactLogged x => (FactKind.Contact, x.On),
        AgreementSigned x => (x.Kind == AgreementKind.Contract ? FactKind.Contract : FactKind.Framework, x.On),
        MilestoneReached x => (Of(x.Kind), x.On),
        _ => null,
    };

    /// <summary>Whether events of that type happen on a day.</summary>
    public static bool IsDated(Type type) => type == typeof(ContactLogged) || type == typeof(AgreementSigned) || type == typeof(MilestoneReached);

    private static FactKind Of(MilestoneKind kind) => kind switch
    {
        MilestoneKind.Registration => FactKind.Registration,
        MilestoneKind.ConstructionStart => FactKind.ConstructionStart,
        MilestoneKind.ProductionStart => FactKind.ProductionStart,
        MilestoneKind.FullCapacity => FactKind.FullCapacity,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such milestone."),
    };
}
