using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>Something was reached: on which day, and by which event (its log position).</summary>
public readonly record struct Reached(DateOnly On, long Evidence)
{
    /// <summary>The earlier day counts; of two events on one day, the one that was known first.</summary>
    public static Reached Earlier(Reached? known, DateOnly on, long evidence) =>
        known is { } k && (k.On < on || (k.On == on && k.Evidence < evidence)) ? k : new Reached(on, evidence);
}

/// <summary>By what the funnel can be grouped, as an enterprise's registration says. County is a GB/T 2260 code.</summary>
public sealed record Marks(string County, string Chain, string Source, string? Origin);

/// <summary>
/// Where one enterprise stands in the funnel: what it reached, by every figure definition at once; reaching a stage is reaching the ones
/// before it, no later than that day. The one fold behind live figures, as-of views and replay.
/// </summary>
/// <param name="Registered">The log position from which it is in the books. That is not dated in the world, so it counts as of any day.</param>
public sealed record Standing(
    Marks Marks, long Registered, Reached? Contacted = null, Reached? Signed = null, Reached? Contracted = null, Reached? Landed = null, Reached? Incorporated = null)
{
    /// <summary>The standing after one more event that counts: the same object where the event changes nothing.</summary>
    public static Standing? After(Standing? standing, in Recorded e) => (standing, e.Data) switch
    {
        (_, EnterpriseRegistered x) when !e.IsAbsorbed => new Standing(new Marks(x.County, x.Chain, x.Source, x.Origin), e.Position),
        (null, _) => null,
        ({ } s, _) => FactKinds.Of(e.Data) is var (kind, on) ? s.Reaching(kind, on, e.Position) : s,
    };

    /// <summary>How far it got, by definition 1.</summary>
    public Stage Stage => Landed is not null ? Stage.Landed : Signed is not null ? Stage.Signed : Contacted is not null ? Stage.Contacted : Stage.Registered;

    public Reached? this[Reach reach] => reach switch
    {
        Reach.Contacted => Contacted,
        Reach.Signed => Signed,
        Reach.Contracted => Contracted,
        Reach.Landed => Landed,
        Reach.Incorporated => Incorporated,
        _ => throw new ArgumentOutOfRangeException(nameof(reach), reach, "Nothing reaches this."),
    };

    /// <summary>When and by what it reached the stage by that definition; null where it has not. In the books it is as of any day.</summary>
    public Reached? In(Stage stage, FigureDefinition definition) => stage == Stage.Registered ? new Reached(DateOnly.MinValue, Registered) : this[definition.Of(stage)];

    private Standing Reaching(FactKind kind, DateOnly on, long evidence)
    {
        var (contacted, signed, contracted, landed, incorporated) = (Next(Reach.Contacted), Next(Reach.Signed), Next(Reach.Contracted), Next(Reach.Landed), Next(Reach.Incorporated));

        return contacted == Contacted && signed == Signed && contracted == Contracted && landed == Landed && incorporated == Incorporated
            ? this
            : this with { Contacted = contacted, Signed = signed, Contracted = contracted, Landed = landed, Incorporated = incorporated };

        Reached? Next(Reach reach) => Reaches.IsReached(reach, kind) ? Reached.Earlier(this[reach], on, evidence) : this[reach];
    }
}
