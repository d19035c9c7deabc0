using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Milestones;

/// <summary>落地类型: how far a signed project has come. The ledger knows the first three.</summary>
public enum MilestoneKind
{
    /// <summary>注册</summary>
    Registration,

    /// <summary>开工</summary>
    ConstructionStart,

    /// <summary>投产</summary>
    ProductionStart,

    /// <summary>达产</summary>
    FullCapacity,
}

public static class MilestoneKinds
{
    public static readonly IReadOnlyList<MilestoneKind> All = Enum.GetValues<MilestoneKind>();

    public static string Name(this MilestoneKind value) => value switch
    {
        MilestoneKind.Registration => "注册",
        MilestoneKind.ConstructionStart => "开工",
        MilestoneKind.ProductionStart => "投产",
        MilestoneKind.FullCapacity => "达产",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>The value that a Chinese name means, however it is spaced; null where it means none.</summary>
    public static MilestoneKind? From(string? name)
    {
        var key = Spelling.Key(name);

        foreach (var value in All)
        {
            if (string.Equals(value.Name(), key, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
