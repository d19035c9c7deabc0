using System.Text;
using Qingyang.Investment.Verifier.Events;
using Qingyang.Investment.Verifier.Figures;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>The verifier's own fold against histories whose figures were counted by hand: [registered, contacted, signed, landed].</summary>
public sealed class FoldingHistories
{
    private readonly SyntheticLog log = new();

    [Fact]
    public void Reaching_a_stage_is_reaching_the_ones_before_it()
    {
        log.Registered(1);
        log.Registered(2);
        log.Registered(3);
        log.Contact(1);
        log.Agreement(2);
        log.Milestone(3, on: "2024-06-01");

        Figures().ShouldBe([3, 3, 2, 1]);
        Figures(asOf: "2024-05-31").ShouldBe([3, 2, 1, 0]);
        Figures(asOf: "2024-05-06").ShouldBe([3, 2, 1, 0]);   // the day itself is included
        Figures(asOf: "2024-05-05").ShouldBe([3, 1, 0, 0]);
        Figures(position: 3).ShouldBe([3, 0, 0, 0]);
        Figures(position: 2).ShouldBe([2, 0, 0, 0]);
    }

    [Fact]
    public void Definitions_differ_in_one_stage_each()
    {
        log.Registered(1);
        log.Registered(2);
        log.Registered(3);
        log.Agreement(1, "Framework");
        log.Agreement(2, "Contract");
        log.Milestone(2, "ConstructionStart", "2024-06-01");
        log.Milestone(3, "Registration", "2024-06-02");

        Figures().ShouldBe([3, 3, 3, 2]);
        Figures("v2").ShouldBe([3, 3, 3, 1]);
        Figures("v3").ShouldBe([3, 3, 2, 2]);
    }

    [Fact]
    public void The_earliest_day_counts_in_whichever_order_it_was_recorded()
    {
        log.Registered(1);
        log.Contact(1, "2024-04-01");
        log.Contact(1, "2024-02-01");

        Figures(asOf: "2024-02-01").ShouldBe([1, 1, 0, 0]);
        Figures(asOf: "2024-02-01", position: 2).ShouldBe([1, 0, 0, 0]);
    }

    [Fact]
    public void What_was_retracted_does_not_count_from_there_on()
    {
        log.Registered(1);
        log.Contact(1);
        var signed = log.Agreement(1);
        log.Retracted(signed);

        Figures().ShouldBe([1, 1, 0, 0]);
        Figures(position: 3).ShouldBe([1, 1, 1, 0]);
    }

    [Fact]
    public void Another_fact_of_the_kind_stands_in_for_a_retracted_one()
    {
        log.Registered(1);
        var first = log.Contact(1, "2024-02-01");
        log.Contact(1, "2024-06-15");
        log.Retracted(first);

        Figures(asOf: "2024-06-14").ShouldBe([1, 0, 0, 0]);
        Figures().ShouldBe([1, 1, 0, 0]);
    }

    [Fact]
    public void A_retraction_that_was_retracted_takes_nothing_away()
    {
        log.Registered(1);
        var retraction = log.Retracted(log.Contact(1));
        log.Retracted(retraction);

        Figures().ShouldBe([1, 1, 0, 0]);
        Figures(position: 3).ShouldBe([1, 0, 0, 0]);
    }

    [Fact]
    public void A_retraction_of_what_is_not_its_streams_takes_nothing_away()
    {
        log.Registered(1);
        log.Registered(2);
        var contact = log.Contact(1);
        log.Event(SyntheticLog.Enterprise(2), "entry_retracted", $$"""{"entryId": "{{contact.Id}}", "position": {{contact.Position}}, "reason": "错"}""");

        Figures().ShouldBe([2, 1, 0, 0]);
    }

    [Fact]
    public void A_registration_that_was_retracted_takes_the_enterprise_out_of_the_books_and_a_new_one_puts_it_back()
    {
        var wrong = log.Registered(1, "621022");
        log.Contact(1);
        log.Retracted(wrong);
        Figures().ShouldBe([0, 0, 0, 0]);

        log.Registered(1, "621002");
        Figures().ShouldBe([1, 1, 0, 0]);
        County(1).ShouldBe("621002");
        Figures(position: 3).ShouldBe([0, 0, 0, 0]);
        County(1, position: 2).ShouldBe("621022");
    }

    [Fact]
    public void The_latest_registration_says_where_it_belongs_and_the_one_before_it_when_that_is_retracted()
    {
        log.Registered(1, "621022");
        log.Retracted(log.Registered(1, "621002"));

        County(1, position: 2).ShouldBe("621002");
        County(1).ShouldBe("621022");
    }

    [Fact]
    public void What_was_merged_counts_for_the_other_also_what_is_recorded_afterwards()
    {
        log.Registered(1, "621022");
        log.Registered(2, "621002");
        log.Contact(1, "2024-02-01");
        log.Merged(1, into: 2);
        log.Agreement(1);

        Figures().ShouldBe([1, 1, 1, 0]);
        Figures(position: 3).ShouldBe([2, 1, 0, 0]);
        Reached(2).ShouldBe("2024-02-01");
        Reached(1).ShouldBeNull();
    }

    [Fact]
    public void A_chain_of_merges_counts_for_its_end_in_whichever_order_it_was_made()
    {
        foreach (var i in Enumerable.Range(1, 4))
        {
            log.Registered(i);
            log.Contact(i, $"2024-02-0{i}");
        }

        log.Merged(1, into: 2);
        log.Merged(3, into: 4);
        log.Merged(2, into: 3);

        Figures().ShouldBe([1, 1, 0, 0]);
        Reached(4).ShouldBe("2024-02-01");
    }

    [Fact]
    public void A_merge_that_was_undone_gives_back_all_that_came_with_it()
    {
        log.Registered(1);
        log.Registered(2);
        log.Registered(3);
        log.Contact(1, "2024-02-01");
        log.Merged(1, into: 2);
        log.Merged(2, into: 3);
        log.Agreement(2);
        log.MergeUndone(2, from: 3);

        Figures().ShouldBe([2, 1, 1, 0]);
        Reached(2).ShouldBe("2024-02-01");
        Reached(3).ShouldBeNull();
        Figures(position: 7).ShouldBe([1, 1, 1, 0]);
    }

    [Fact]
    public void A_retracted_fact_does_not_count_for_the_other_either()
    {
        log.Registered(1);
        log.Registered(2);
        var contact = log.Contact(1);
        log.Merged(1, into: 2);
        log.Retracted(contact);

        Figures().ShouldBe([1, 0, 0, 0]);
        Figures(position: 4).ShouldBe([1, 1, 0, 0]);
    }

    [Fact]
    public void Merges_that_go_round_are_told_and_hang_nobody()
    {
        log.Registered(1);
        log.Registered(2);
        log.Contact(1);
        log.Merged(1, into: 2);
        log.Merged(2, into: 1);

        Fold(log.Last).Fold.Circles.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_is_no_enterprise_changes_nothing()
    {
        log.Registered(1);
        log.Event(SyntheticLog.Id(7, 7), "evidence_exported", """{"slice": "all"}""");
        log.Event(SyntheticLog.Enterprise(1), "something_new", """{"on": "2024-01-01", "deep": [[{"on": 1}]]}""");

        Figures().ShouldBe([1, 0, 0, 0]);
    }

    /// <summary>Late commits have later leaves; what counts is their number.</summary>
    [Fact]
    public void The_log_position_rules_and_not_the_order_of_lines()
    {
        log.Registered(1);
        var contact = log.Contact(1, late: true);
        log.Retracted(contact);
        log.Seal(contact);

        Figures().ShouldBe([1, 0, 0, 0]);
        Figures(position: 2).ShouldBe([1, 1, 0, 0]);
    }

    private int[] Figures(string definition = "v1", string asOf = "2024-06-30", long? position = null)
    {
        var (fold, _) = Fold(position ?? log.Last);
        var (by, counted) = (Definition.Published.Single(x => x.Name == definition), fold.Counted().ToList());

        return [counted.Count, .. Enum.GetValues<Stage>().Select(stage => counted.Count(x => fold.Reached(x, by, stage) <= Given.On(asOf)))];
    }

    private string? County(int enterprise, long? position = null)
    {
        var (fold, events) = Fold(position ?? log.Last);

        return events.Text(fold.MarksOf(events.StreamOf(SyntheticLog.Enterprise(enterprise))!.Value).County);
    }

    private string? Reached(int enterprise)
    {
        var (fold, events) = Fold(log.Last);

        return fold.Reached(events.StreamOf(SyntheticLog.Enterprise(enterprise))!.Value, Definition.Published[0], Stage.Contacted)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private (Fold Fold, EventTable Events) Fold(long position)
    {
        var (events, e, fact) = (new EventTable(), new LoggedEvent(), new Fact());

        foreach (var stored in log.Events)
        {
            EventLine.TryRead(Encoding.UTF8.GetBytes(SyntheticPack.Line(stored, 0)), e).ShouldBeTrue();
            fact.TryRead(e, out _).ShouldBeTrue();
            events.Add(e, fact);
        }

        return (new Fold(events, position), events);
    }
}
