using CsCheck;
using JasperFx.Events;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Tests.Funnel;

/// <summary>The read model against the fold that it stands for: random histories, cut into random pages.</summary>
public sealed class FoldingPages
{
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    private static readonly Reach[] Reaches = Enum.GetValues<Reach>();

    /// <summary>What happens: to which of a few enterprises, what, on which of a few days. Few, so that days and enterprises meet.</summary>
    private static readonly Gen<(int Enterprise, int Kind, int Day)[]> Happenings = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6], Gen.Int[0, 5]).Array[0, 40];

    private static readonly Gen<int[]> Pages = Gen.Int[1, 9].Array[1, 40];

    [Fact]
    public void Knows_at_every_position_and_day_what_the_fold_of_that_prefix_says() => Gen.Select(Happenings, Pages).Sample((happenings, pages) =>
    {
        var log = Log(happenings);
        var spans = Fold(log, pages);

        for (var known = 0; known <= log.Count + 1; known++)
        {
            var prefix = log.Where(x => x.Sequence <= known).GroupBy(x => x.StreamId).ToDictionary(x => x.Key, x => x.Aggregate((Standing?)null, After)!);

            foreach (var id in Ids)
            {
                var holding = spans.Where(x => x.Id == id && x.From <= known && x.Until > known).Select(x => x.Standing);

                holding.ShouldBe(prefix.TryGetValue(id, out var standing) ? [standing] : [], $"at {known}");
            }
        }
    });

    [Fact]
    public void Counts_as_of_a_day_what_was_known_then_of_days_up_to_it() => Gen.Select(Happenings, Pages, Gen.Int[0, 40], Gen.Int[-1, 6]).Sample((happenings, pages, known, day) =>
    {
        var (log, asOf) = (Log(happenings), Given.Day.AddDays(day));
        var spans = Fold(log, pages);

        foreach (var stage in Stages)
        {
            // Straight from the definition, without the fold: the earliest day of any event that is at least this stage.
            var reached = log.Where(x => x.Sequence <= known).GroupBy(x => x.StreamId)
                .Count(x => stage == Stage.Registered || x.Any(e => Rank(e.Data) >= (int)stage && DayOf(e.Data) <= asOf));

            spans.Count(x => x.From <= known && x.Until > known && x.Standing.In(stage, FigureDefinition.V1)?.On <= asOf).ShouldBe(reached, $"{stage} as of {asOf} known at {known}");
        }
    });

    [Fact]
    public void Leaves_one_span_open_at_most_and_none_that_overlap() => Gen.Select(Happenings, Pages).Sample((happenings, pages) =>
    {
        foreach (var spans in Fold(Log(happenings), pages).GroupBy(x => x.Id))
        {
            var inOrder = spans.OrderBy(x => x.From).ToList();

            inOrder.Count(x => x.Until == SpanFold.Open).ShouldBe(1);
            inOrder.ShouldAllBe(x => x.From < x.Until);
            inOrder.Zip(inOrder.Skip(1)).ShouldAllBe(x => x.First.Until == x.Second.From);
            inOrder.Zip(inOrder.Skip(1)).ShouldAllBe(x => Reaches.All(reach => x.First.Standing[reach] == null || x.Second.Standing[reach]!.Value.On <= x.First.Standing[reach]!.Value.On));   // knowing more only ever moves a day forward
            inOrder.Zip(inOrder.Skip(1)).ShouldAllBe(x => x.First.Standing != x.Second.Standing);
        }
    });

    [Fact]
    public void Does_not_depend_on_where_pages_end() => Gen.Select(Happenings, Pages).Sample((happenings, pages) =>
        Fold(Log(happenings), pages).OrderBy(x => (x.Id, x.From)).ShouldBe(Fold(Log(happenings), [1000]).OrderBy(x => (x.Id, x.From))));

    [Fact]
    public void Reaches_a_stage_no_later_than_the_next() => Happenings.Sample(happenings =>
    {
        foreach (var standing in Log(happenings).GroupBy(x => x.StreamId).Select(x => x.Aggregate((Standing?)null, After)!))
        {
            (standing.Landed is null || standing.Signed!.Value.On <= standing.Landed.Value.On).ShouldBeTrue();
            (standing.Signed is null || standing.Contacted!.Value.On <= standing.Signed.Value.On).ShouldBeTrue();
        }
    });

    [Fact]
    public void Takes_the_earliest_day_and_of_one_day_the_event_known_first()
    {
        var log = Log([(0, 1, 3), (0, 1, 1), (0, 1, 1), (0, 2, 2)]);

        var standing = log.Aggregate((Standing?)null, After)!;

        standing.Contacted.ShouldBe(new Reached(Given.Day.AddDays(1), 3));
        standing.Signed.ShouldBe(new Reached(Given.Day.AddDays(2), 5));
        standing.Landed.ShouldBeNull();
        standing.Registered.ShouldBe(1);
    }

    [Fact]
    public void Knows_nothing_of_an_enterprise_that_is_not_in_the_books() => After(null, Given.Event(Contact(0))).ShouldBeNull();

    private static Standing? After(Standing? standing, IEvent e) => Standing.After(standing, Recorded.Of(e));

    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 4).Select(x => new Guid(x + 1, 0, 0, new byte[8]))];

    /// <summary>A log: enterprises are registered when they are first named.</summary>
    private static List<IEvent> Log((int Enterprise, int Kind, int Day)[] happenings)
    {
        var (log, versions) = (new List<IEvent>(), new Dictionary<Guid, long>());

        foreach (var (enterprise, kind, day) in happenings)
        {
            if (!versions.ContainsKey(Ids[enterprise]))
            {
                Add(Ids[enterprise], Given.Event(Given.Registered with { Chain = $"链{enterprise}" }));
            }

            Add(Ids[enterprise], kind switch
            {
                0 or 1 => Given.Event(Contact(day)),
                2 or 3 => Given.Event(new AgreementSigned($"QY-{log.Count}", AgreementKind.Framework, null, 1, "1", Given.Day.AddDays(day), null)),
                4 => Given.Event(new MilestoneReached("QY-1", MilestoneKind.Registration, Given.Day.AddDays(day), null)),
                5 => Given.Event(new EnterpriseRenamed("新名", "旧名")),
                _ => (IEvent)Given.Event(new ServiceTeamAssigned("杜东", null, "专班", Given.Day.AddDays(day), null)),
            });
        }

        return log;

        void Add(Guid id, IEvent e)
        {
            (e.StreamId, e.Sequence, e.Version) = (id, log.Count + 1, versions.GetValueOrDefault(id) + 1);
            versions[id] = e.Version;
            log.Add(e);
        }
    }

    private static ContactLogged Contact(int day) => new(Given.Day.AddDays(day), ContactMethod.Phone, "李四", "谈");

    /// <summary>Page after page, as the projection does: what stands open is read back, the rest is forgotten.</summary>
    private static List<Span> Fold(List<IEvent> log, int[] sizes)
    {
        var (table, done, turn) = (new List<Span>(), 0, 0);

        while (done < log.Count)
        {
            var events = log.Skip(done).Take(sizes[turn++ % sizes.Length]).ToList();
            done += events.Count;
            var closed = new List<Span>();
            var page = new SpanFold(table.Where(x => x.Until == SpanFold.Open).ToDictionary(x => x.Id), closed.Add);
            events.ForEach(x => page.Apply(Recorded.Of(x)));

            foreach (var ended in closed.Where(x => x.From < events[0].Sequence))
            {
                var open = table.FindIndex(x => x.Id == ended.Id && x.Until == SpanFold.Open);
                table[open] = table[open] with { Until = ended.Until };
            }

            table.AddRange(closed.Concat(page.StillOpen).Where(x => x.From >= events[0].Sequence));
        }

        return table;
    }

    private static int Rank(object e) => e switch { ContactLogged => 1, AgreementSigned => 2, MilestoneReached => 3, _ => 0 };

    private static DateOnly DayOf(object e) => e switch { ContactLogged x => x.On, AgreementSigned x => x.On, MilestoneReached x => x.On, _ => DateOnly.MaxValue };
}
