using CsCheck;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Enterprises;

public sealed class FollowingWhatGoesOn
{
    private static readonly Activity Fresh = After(null, Given.Registered, 1)!;

    [Fact]
    public void Begins_with_nothing_done() => Fresh.ShouldBe(new Activity(Given.Enterprise, 0, null, 0, 0, 1, At(1)));

    [Fact]
    public void Knows_nothing_of_an_enterprise_that_is_not_in_the_books() => After(null, Contact(0, "谈"), 1).ShouldBeNull();

    [Fact]
    public void Tells_the_contact_of_the_latest_day_whichever_was_recorded_first()
    {
        var activity = After(After(Fresh, Contact(5, "后来"), 2), Contact(1, "补记"), 3)!;

        activity.ShouldBe(new Activity(Given.Enterprise, 2, new LastContact(Given.Day.AddDays(5), "李四", "后来", Given.Day.AddDays(6)), 0, 0, 3, At(3)));
    }

    [Fact]
    public void Of_two_contacts_on_one_day_tells_the_one_recorded_later() => After(After(Fresh, Contact(5, "先"), 2), Contact(5, "后"), 3)!.Last!.NextStep.ShouldBe("后");

    [Fact]
    public void A_last_contact_without_a_next_step_has_none() => After(After(Fresh, Contact(1, "先"), 2), Contact(2, null), 3)!.Last.ShouldBe(new LastContact(Given.Day.AddDays(2), "李四", null, null));

    [Fact]
    public void Adds_up_what_was_agreed() => Gen.Decimal[0.01m, 1000].Array[0, 9].Sample(amounts =>
    {
        var activity = amounts.Aggregate(Fresh, (a, x) => After(a, new AgreementSigned("QY-1", AgreementKind.Contract, null, x, "", Given.Day, null), 2)!);

        (activity.Agreements, activity.Amount).ShouldBe((amounts.Length, amounts.Sum()));
    });

    [Fact]
    public void Is_touched_by_whatever_happens() => After(Fresh, new EnterpriseRenamed("新名", "旧名"), 7).ShouldBe(Fresh with { TouchedBy = 7, TouchedAt = At(7) });

    private static Activity? After<T>(Activity? activity, T data, long position) where T : notnull =>
        Activity.After(activity, new Recorded(position, Guid.Empty, Given.Enterprise, data, At(position)));

    private static DateTimeOffset At(long position) => new(2026, 4, 30, 0, 0, (int)position, TimeSpan.Zero);

    private static ContactLogged Contact(int day, string? next) =>
        new(Given.Day.AddDays(day), ContactMethod.Phone, "李四", "谈", next, next is null ? null : Given.Day.AddDays(day + 1));
}
