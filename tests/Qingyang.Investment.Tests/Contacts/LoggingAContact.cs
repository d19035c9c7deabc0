using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Contacts;

public sealed class LoggingAContact
{
    private static readonly ContactsSoFar None = ContactsSoFar.Create(Given.Event(Given.Registered)) with { Version = 1 };
    private static readonly ContactLogged Logged = new(Given.Day, ContactMethod.SiteVisit, "李四", "洽谈，算力");
    private static readonly LogContact Command = new(Given.Enterprise, Given.Day, "走 访", " 李四 ", " 洽谈，算力 ");

    private readonly LogContactValidator validator = new(Given.Clock);

    [Fact]
    public void Records_it_tidied()
    {
        Decide(Command, None).ShouldBeDone(Logged);
        LogContactHandler.Handle(Command, Given.Entry, None).Item3.ShouldBeNull();
    }

    [Fact]
    public void Keeps_the_other_side_beside_it()
    {
        var (_, events, person) = LogContactHandler.Handle(Command with { ContactPerson = " 赵六 ", Phone = " " }, Given.Entry, None);

        events.ShouldBe([Logged]);
        person.ShouldBe(new RememberContactPerson(Given.Entry.Id, Given.Enterprise, "赵六", null));
        LogContactHandler.Handle(Command with { Phone = "139" }, Given.Entry, None).Item3.ShouldBe(new RememberContactPerson(Given.Entry.Id, Given.Enterprise, null, "139"));
    }

    [Fact]
    public void Keeps_what_is_to_be_done_next() => Decide(Command with { NextStep = " 寄合同 ", NextStepOn = Given.Day }, None)
        .ShouldBeDone(Logged with { NextStep = "寄合同", NextStepOn = Given.Day });

    [Fact]
    public void Is_the_same_contact_whatever_is_to_be_done_next() => Decide(Command with { NextStep = "寄合同" }, None.Apply(Given.Event(Logged))).ShouldBeSoAlready();

    [Fact]
    public void Is_the_same_entry_as_before_there_was_a_next_step()
    {
        // SHA-256 over the command as it was written then: a phone may send again what an earlier version recorded.
        Entry.Of(new LogContact(Given.Enterprise, Given.Day, "x", "y", "z"), "王五", "api", "1").Digest.ShouldBe("d59de84548417d7c351569832123829dfa6ad727b95d5ebd70ca1c23defa229a");
        Entry.Of(new LogContact(Given.Enterprise, Given.Day, "x", "y", "z", NextStep: "再约"), "王五", "api", "1").Digest.ShouldNotBe("d59de84548417d7c351569832123829dfa6ad727b95d5ebd70ca1c23defa229a");
    }

    [Fact]
    public void Finds_it_there_in_other_spelling()
    {
        var command = Command with { PerformedBy = "李　四", Content = "洽谈,算力", ContactPerson = "赵六" };

        Decide(command, None.Apply(Given.Event(Logged))).ShouldBeSoAlready();
        LogContactHandler.Handle(command, Given.Entry, None.Apply(Given.Event(Logged))).Item3.ShouldBeNull();
    }

    [Fact]
    public void Takes_another_day_method_person_or_content_for_another_one()
    {
        foreach (var other in new[] { Command with { On = Given.Day.AddDays(1) }, Command with { Method = "来访" }, Command with { PerformedBy = "李五" }, Command with { Content = "再谈" } })
        {
            Decide(other, None.Apply(Given.Event(Logged))).Item1.ShouldBeOfType<Outcome.Done>(other.ToString());
        }
    }

    [Fact]
    public void Is_not_for_an_enterprise_that_is_not_there() => Decide(Command, null).ShouldBeUnknown();

    [Fact]
    public void Is_not_for_one_that_has_changed_since() => Decide(Command with { SeenVersion = 1 }, None with { Version = 2 }).ShouldBeStale(2, 1);

    [Fact]
    public void Is_well_formed() =>
        validator.ShouldFind(Command with { PerformedBy = Judging.Long(100), Content = Judging.Long(10_000), ContactPerson = Judging.Long(100), Phone = Judging.Long(100) });

    [Fact]
    public void Needs_its_words() => validator.ShouldFind(new LogContact(Given.Enterprise, default, null!, null!, null!), "On", "Method", "PerformedBy", "Content");

    [Fact]
    public void Has_limits() => validator.ShouldFind(
        Command with { PerformedBy = Judging.Long(101), Content = Judging.Long(10_001), ContactPerson = Judging.Long(101), Phone = Judging.Long(101) }, "PerformedBy", "Content", "ContactPerson", "Phone");

    [Theory]
    [InlineData("寄合同", "2024-03-05")]
    [InlineData("寄合同", "2024-03-04", "NextStepOn")]
    [InlineData("寄合同", "2030-01-01")]
    [InlineData("寄合同", null)]
    [InlineData(null, "2024-03-06", "NextStep")]
    [InlineData(" ", "2024-03-06", "NextStep")]
    public void Has_a_day_for_the_next_step_only_with_one_and_not_before_the_contact(string? step, string? day, params string[] faults) =>
        validator.ShouldFind(Command with { NextStep = step, NextStepOn = day is null ? null : Given.On(day) }, faults);

    [Fact]
    public void Has_a_limit_for_the_next_step() => validator.ShouldFind(Command with { NextStep = Judging.Long(501) }, "NextStep");

    [Theory]
    [InlineData("1999-12-31", false)]
    [InlineData("2000-01-01", true)]
    [InlineData("2026-04-30", true)]
    [InlineData("2026-05-01", false)]
    public void Has_happened_and_not_before_2000(string day, bool good) => validator.ShouldFind(Command with { On = Given.On(day) }, good ? [] : ["On"]);

    [Theory]
    [InlineData("走访", ContactMethod.SiteVisit)]
    [InlineData("来访", ContactMethod.Reception)]
    [InlineData("电话", ContactMethod.Phone)]
    [InlineData("视频", ContactMethod.Video)]
    [InlineData("会议", ContactMethod.Meeting)]
    [InlineData("函件", ContactMethod.Letter)]
    public void Takes_a_method_by_its_name(string name, ContactMethod method)
    {
        ContactMethods.Parse(name).ShouldBe(method);
        method.ToChinese().ShouldBe(name);
        ContactMethods.All.Split('、').ShouldContain(name);
    }

    [Fact]
    public void Has_a_name_for_every_method() => Enum.GetValues<ContactMethod>().Select(x => x.ToChinese()).ShouldBe(ContactMethods.All.Split('、'));

    [Theory]
    [InlineData("托梦")]
    [InlineData("SiteVisit")]
    [InlineData("0")]
    public void Knows_no_other_method(string method) => validator.ShouldFind(Command with { Method = method }, "Method");

    private static (Outcome, Wolverine.Marten.Events) Decide(LogContact command, ContactsSoFar? contacts) =>
        LogContactHandler.Handle(command, Given.Entry, contacts) is var (outcome, events, _) ? (outcome, events) : default;
}
