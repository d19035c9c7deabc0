using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Tests.Service;

public sealed class AssigningAServiceTeam
{
    private static readonly AssignmentsSoFar None = AssignmentsSoFar.Create(Given.Event(Given.Registered)) with { Version = 1 };
    private static readonly ServiceTeamAssigned Assigned = new("杜东", null, "算力专班", Given.Day, null);
    private static readonly AssignServiceTeam Command = new(Given.Enterprise, " 杜东 ", " 算力专班 ", Given.Day, " ");

    private readonly AssignServiceTeamValidator validator = new(Given.Clock);

    [Fact]
    public void Records_it_tidied() => Decide(Command with { Post = " 副市长 ", Ends = Given.Day }, None).ShouldBeDone(Assigned with { Post = "副市长", Ends = Given.Day });

    [Fact]
    public void Finds_it_there_whatever_its_end() => Decide(Command with { LeadOfficial = "杜　东", Ends = Given.Day }, None.Apply(Given.Event(Assigned))).ShouldBeSoAlready();

    [Fact]
    public void Takes_another_official_task_force_or_start_for_another_one()
    {
        Decide(Command with { LeadOfficial = "何西" }, None.Apply(Given.Event(Assigned))).ShouldBeDone(Assigned with { LeadOfficial = "何西" });
        Decide(Command with { TaskForce = "能源专班" }, None.Apply(Given.Event(Assigned))).ShouldBeDone(Assigned with { TaskForce = "能源专班" });
        Decide(Command with { Starts = Given.Day.AddDays(1) }, None.Apply(Given.Event(Assigned))).ShouldBeDone(Assigned with { Starts = Given.Day.AddDays(1) });
    }

    [Fact]
    public void Is_not_for_an_enterprise_that_is_not_there() => Decide(Command, null).ShouldBeUnknown();

    [Fact]
    public void Is_not_for_one_that_has_changed_since() => Decide(Command with { SeenVersion = 0 }, None).ShouldBeStale(1, 0);

    [Fact]
    public void Is_well_formed() => validator.ShouldFind(
        Command with { LeadOfficial = Judging.Long(100), TaskForce = Judging.Long(100), Post = Judging.Long(100), Ends = new DateOnly(2099, 1, 1) });

    [Fact]
    public void Needs_its_words() => validator.ShouldFind(new AssignServiceTeam(Given.Enterprise, null!, null!, default), "LeadOfficial", "TaskForce", "Starts");

    [Fact]
    public void Has_limits() => validator.ShouldFind(
        Command with { LeadOfficial = Judging.Long(101), TaskForce = Judging.Long(101), Post = Judging.Long(101) }, "LeadOfficial", "TaskForce", "Post");

    [Fact]
    public void Ends_on_the_day_it_starts_at_the_earliest()
    {
        validator.ShouldFind(Command with { Ends = Given.Day });
        validator.ShouldFind(Command with { Ends = Given.Day.AddDays(-1) }, "Ends");
    }

    [Theory]
    [InlineData("1999-12-31", false)]
    [InlineData("2000-01-01", true)]
    [InlineData("2026-04-30", true)]
    [InlineData("2026-05-01", false)]
    public void Has_started_and_not_before_2000(string day, bool good) => validator.ShouldFind(Command with { Starts = Given.On(day) }, good ? [] : ["Starts"]);

    private static (Outcome, Wolverine.Marten.Events) Decide(AssignServiceTeam command, AssignmentsSoFar? assignments) =>
        AssignServiceTeamHandler.Handle(command, Given.Entry, assignments);
}
