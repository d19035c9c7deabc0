using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>A stage was reached: on which day, and by which event (its log position).</summary>
public readonly record struct Reached(DateOnly On, long Evidence)
{
    /// <summary>The earlier day counts; of two events on one day, the one that was known first.</summary>
    public static Reached Earlier(Reached? known, DateOnly on, long evidence) => known is { } k && k.On <= on ? k : new Reached(on, evidence);
}

/// <summary>By what the funnel can be grouped, as an enterprise's registration says. County is a GB/T 2260 code.</summary>
public sealed record Marks(string County, string Chain, string Source, string? Origin);

/// <summary>
/// Where one enterprise stands in the funnel, by definition 1 (口径 v1): 对接 with its first contact, 签约 with its first
/// agreement, 落地 with its first milestone of any kind; reaching a stage is reaching the ones before it, no later than that day.
/// The one fold behind live figures, as-of views and replay.
/// </summary>
/// <param name="Registered">The log position from which it is in the books. That is not dated in the world, so it counts as of any day.</param>
public sealed record Standing(Marks Marks, long Registered, Reached? Contacted = null, Reached? Signed = null, Reached? Landed = null)
{
    /// <summary>The standing after one more event: the same object where the event changes nothing.</summary>
    public static Standing? After(Standing? standing, in Recorded e) => (standing, e.Data) switch
    {
        (_, EnterpriseRegistered x) => new Standing(new Marks(x.County, x.Chain, x.Source, x.Origin), e.Position),
        (null, _) => null,
        ({ } s, ContactLogged x) => s.Reaching(x.On, e.Position, Stage.Contacted),
        ({ } s, AgreementSigned x) => s.Reaching(x.On, e.Position, Stage.Signed),
        ({ } s, MilestoneReached x) => s.Reaching(x.On, e.Position, Stage.Landed),
        _ => standing,
    };

    /// <summary>How far it got.</summary>
    public Stage Stage => Landed is not null ? Stage.Landed : Signed is not null ? Stage.Signed : Contacted is not null ? Stage.Contacted : Stage.Registered;

    /// <summary>When and by what it reached the stage; null where it has not. In the books it is as of any day.</summary>
    public Reached? this[Stage stage] => stage switch
    {
        Stage.Registered => new Reached(DateOnly.MinValue, Registered),
        Stage.Contacted => Contacted,
        Stage.Signed => Signed,
        Stage.Landed => Landed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };

    private Standing Reaching(DateOnly on, long evidence, Stage stage)
    {
        var contacted = Reached.Earlier(Contacted, on, evidence);
        var signed = stage >= Stage.Signed ? Reached.Earlier(Signed, on, evidence) : Signed;
        var landed = stage >= Stage.Landed ? Reached.Earlier(Landed, on, evidence) : Landed;

        return contacted == Contacted && signed == Signed && landed == Landed ? this : this with { Contacted = contacted, Signed = signed, Landed = landed };
    }
}
