using JasperFx.Events;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;

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
public sealed record Standing(Marks Marks, Reached Registered, Reached? Contacted = null, Reached? Signed = null, Reached? Landed = null)
{
    /// <summary>Being in the books is not dated in the world, so it counts as of any day.</summary>
    public static readonly DateOnly Always = DateOnly.MinValue;

    public static Standing? After(Standing? standing, IEvent e) => (standing, e.Data) switch
    {
        (_, EnterpriseRegistered x) => new Standing(new Marks(x.County, x.Chain, x.Source, x.Origin), new Reached(Always, e.Sequence)),
        (null, _) => null,
        ({ } s, ContactLogged x) => s.ReachedContact(x.On, e.Sequence),
        ({ } s, AgreementSigned x) => s.ReachedContact(x.On, e.Sequence).ReachedSigning(x.On, e.Sequence),
        ({ } s, MilestoneReached x) => s.ReachedContact(x.On, e.Sequence).ReachedSigning(x.On, e.Sequence) with { Landed = Reached.Earlier(s.Landed, x.On, e.Sequence) },
        _ => standing,
    };

    public Reached? this[Stage stage] => stage switch
    {
        Stage.Registered => Registered,
        Stage.Contacted => Contacted,
        Stage.Signed => Signed,
        Stage.Landed => Landed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };

    private Standing ReachedContact(DateOnly on, long evidence) => this with { Contacted = Reached.Earlier(Contacted, on, evidence) };

    private Standing ReachedSigning(DateOnly on, long evidence) => this with { Signed = Reached.Earlier(Signed, on, evidence) };
}
