using Qingyang.Investment.Agreements;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Milestones;

public sealed class ReachingAMilestone
{
    private static readonly MilestonesSoFar None = MilestonesSoFar.Create(Given.Event(Given.Registered)) with { Version = 1 };
    private static readonly MilestonesSoFar Signed = None.Apply(Given.Event(new AgreementSigned("qy-1", AgreementKind.Contract, null, 1, "1", Given.Day, null)));
    private static readonly MilestoneReached Reached = new("QY-1", MilestoneKind.ConstructionStart, Given.Day, null);
    private static readonly ReachMilestone Command = new(Given.Enterprise, " QY-1 ", "开工", Given.Day, " ");

    private readonly ReachMilestoneValidator validator = new(Given.Clock);

    [Fact]
    public void Records_it_tidied() => Decide(Command with { Place = " 西峰 " }, Signed).ShouldBeDone(Reached with { Place = "西峰" });

    [Fact]
    public void Finds_it_there_whatever_the_day() => Decide(Command with { AgreementNumber = "ｑｙ-1", On = Given.Day.AddDays(9) }, Signed.Apply(Given.Event(Reached))).ShouldBeSoAlready();

    [Fact]
    public void Takes_another_kind_or_agreement_for_another_one()
    {
        Decide(Command with { Kind = "投产" }, Signed.Apply(Given.Event(Reached))).ShouldBeDone(Reached with { Kind = MilestoneKind.ProductionStart });
        Decide(Command, Signed.Apply(Given.Event(Reached with { AgreementNumber = "QY-2" }))).ShouldBeDone(Reached);
    }

    [Fact]
    public void Is_refused_without_its_agreement()
    {
        Decide(Command, None).ShouldBeRefused("unknown-agreement", "QY-1");
        Decide(Command with { AgreementNumber = "QY-2" }, Signed).ShouldBeRefused("unknown-agreement", "QY-2");
    }

    [Fact]
    public void Is_not_for_an_enterprise_that_is_not_there() => Decide(Command, null).ShouldBeUnknown();

    [Fact]
    public void Is_not_for_one_that_has_changed_since() => Decide(Command with { SeenVersion = 1 }, Signed with { Version = 2 }).ShouldBeStale(2, 1);

    [Fact]
    public void Is_well_formed() => validator.ShouldFind(Command with { AgreementNumber = Judging.Long(100), Place = Judging.Long(200) });

    [Fact]
    public void Needs_its_words() => validator.ShouldFind(new ReachMilestone(Given.Enterprise, null!, null!, default), "AgreementNumber", "Kind", "On");

    [Fact]
    public void Has_limits() => validator.ShouldFind(Command with { AgreementNumber = Judging.Long(101), Place = Judging.Long(201) }, "AgreementNumber", "Place");

    [Theory]
    [InlineData("1999-12-31", false)]
    [InlineData("2000-01-01", true)]
    [InlineData("2026-04-30", true)]
    [InlineData("2026-05-01", false)]
    public void Has_happened_and_not_before_2000(string day, bool good) => validator.ShouldFind(Command with { On = Given.On(day) }, good ? [] : ["On"]);

    [Fact]
    public void Has_a_name_for_every_kind() => Enum.GetValues<MilestoneKind>().Select(x => x.ToChinese()).ShouldBe(["注册", "开工", "投产", "达产"]);

    private static (Outcome, Wolverine.Marten.Events) Decide(ReachMilestone command, MilestonesSoFar? milestones) =>
        ReachMilestoneHandler.Handle(command, Given.Entry, milestones);
}
