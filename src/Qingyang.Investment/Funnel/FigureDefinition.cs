using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>What the first fact of some kinds makes an enterprise reach. Each is a pair of columns of the funnel's read model: the day, and the event.</summary>
public enum Reach
{
    /// <summary>Any fact.</summary>
    Contacted,

    /// <summary>An agreement of any kind, or a milestone.</summary>
    Signed,

    /// <summary>A contract (正式合同), or a milestone.</summary>
    Contracted,

    /// <summary>A milestone of any kind.</summary>
    Landed,

    /// <summary>The registration of a company (注册).</summary>
    Incorporated,
}

/// <summary>
/// A figure definition (统计口径): which facts make an enterprise reach each stage. Named and versioned; changing one is adding another, and
/// every answer names its own, so that a change of definition can never look like growth. Definitions differ in the stage that they name alone.
/// </summary>
public sealed record FigureDefinition(string Name, Reach Signed, Reach Landed)
{
    /// <summary>As Qingyang publishes: 签约 with the first agreement, 落地 with the first milestone of any kind.</summary>
    public static readonly FigureDefinition V1 = new("v1", Reach.Signed, Reach.Landed);

    /// <summary>落地 with the registration of a company only.</summary>
    public static readonly FigureDefinition V2 = new("v2", Reach.Signed, Reach.Incorporated);

    /// <summary>签约 with a contract only; a framework agreement does not count. Whoever has landed has signed.</summary>
    public static readonly FigureDefinition V3 = new("v3", Reach.Contracted, Reach.Landed);

    public static readonly IReadOnlyList<FigureDefinition> All = [V1, V2, V3];

    public static string Names => Say.List(All.Select(x => x.Name));

    /// <summary>What it says, as people read it.</summary>
    public string Words => Say.Of($"definition.{Name}");

    /// <summary>By name; nothing written is definition 1.</summary>
    public static bool TryParse(string? text, out FigureDefinition definition)
    {
        var found = All.FirstOrDefault(x => x.Name.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase));
        definition = found ?? V1;

        return found is not null || string.IsNullOrWhiteSpace(text);
    }

    /// <summary>What makes an enterprise reach that stage; being in the books is no fact of any kind.</summary>
    public Reach Of(Stage stage) => stage switch
    {
        Stage.Contacted => Reach.Contacted,
        Stage.Signed => Signed,
        Stage.Landed => Landed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No fact reaches this stage."),
    };

    /// <summary>The kinds of fact that reach a stage.</summary>
    public IReadOnlyList<FactKind> Kinds(Stage stage) => [.. Enum.GetValues<FactKind>().Where(x => Reaches.IsReached(Of(stage), x))];

    /// <summary>SQL: the day on which it reached the stage.</summary>
    internal string On(Stage stage) => Of(stage).Column() + "_on";

    /// <summary>SQL: the log position of the event by which it did.</summary>
    internal string By(Stage stage) => Of(stage).Column() + "_by";
}

public static class Reaches
{
    /// <summary>Whether a fact of that kind is enough.</summary>
    public static bool IsReached(Reach reach, FactKind kind) => reach switch
    {
        Reach.Contacted => true,
        Reach.Signed => kind >= FactKind.Framework,
        Reach.Contracted => kind >= FactKind.Contract,
        Reach.Landed => kind >= FactKind.Registration,
        Reach.Incorporated => kind == FactKind.Registration,
        _ => throw new ArgumentOutOfRangeException(nameof(reach), reach, "Nothing reaches this."),
    };

    public static string Column(this Reach reach) => reach.ToString().ToLowerInvariant();
}
