using Qingyang.Investment.Verifier.Events;

namespace Qingyang.Investment.Verifier.Figures;

/// <summary>The stages of the funnel that are dated.</summary>
public enum Stage
{
    Contacted,
    Signed,
    Landed,
}

/// <summary>A figure definition (口径): for each stage the kinds of fact that reach it, as bits.</summary>
public sealed record Definition(string Name, int Contacted, int Signed, int Landed)
{
    private const int All = (1 << Kinds.Facts) - 1;
    private const int Milestones = (1 << (int)Kind.Registration) | (1 << (int)Kind.Construction) | (1 << (int)Kind.Production) | (1 << (int)Kind.Capacity);
    private const int Contract = 1 << (int)Kind.Contract, Framework = 1 << (int)Kind.Framework;

    /// <summary>As they were published. A pack that means something else by one of these names is told so.</summary>
    public static readonly IReadOnlyList<Definition> Published =
    [
        new("v1", All, Framework | Contract | Milestones, Milestones),
        new("v2", All, Framework | Contract | Milestones, 1 << (int)Kind.Registration),
        new("v3", All, Contract | Milestones, Milestones),
    ];

    public int this[Stage stage] => stage switch
    {
        Stage.Contacted => Contacted,
        Stage.Signed => Signed,
        Stage.Landed => Landed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };
}
