using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Milestones;

/// <summary>Kinds of milestone (落地类型): 注册, 开工, 投产, 达产.</summary>
public enum MilestoneKind
{
    Registration,
    ConstructionStart,
    ProductionStart,
    FullCapacity,
}

public static class MilestoneKinds
{
    private static readonly NamedValues<MilestoneKind> Names = new(
        ("注册", MilestoneKind.Registration), ("开工", MilestoneKind.ConstructionStart),
        ("投产", MilestoneKind.ProductionStart), ("达产", MilestoneKind.FullCapacity));

    public static string All => Names.All;

    public static string AllInWords => Names.AllInWords;

    public static IReadOnlyList<NamedValue> Choices => Names.Choices;

    public static bool TryParse(string? text, out MilestoneKind kind) => Names.TryParse(text, out kind);

    public static MilestoneKind Parse(string text) => Names.Parse(text);

    public static string ToChinese(this MilestoneKind kind) => Names.NameOf(kind);

    public static string ToWords(this MilestoneKind kind) => Names.WordsOf(kind);
}
