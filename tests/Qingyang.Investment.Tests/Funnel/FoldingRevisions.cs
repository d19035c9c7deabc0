using CsCheck;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Funnel;

/// <summary>Retractions, corrections, merges and their undoing, against what they mean, worked out anew for every prefix of the log.</summary>
public sealed class FoldingRevisions
{
    /// <summary>What happens: to which of four enterprises, what, on which of a few days, and which earlier one is meant.</summary>
    private static readonly Gen<(int Enterprise, int Kind, int Day, int Other)[]> Happenings =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 11], Gen.Int[0, 4], Gen.Int[0, 40]).Array[0, 40];

    private static readonly string[] Counties = ["621002", "621022"];

    [Fact]
    public void Knows_at_every_position_what_counted_then_by_every_definition() => Happenings.Sample(happenings =>
    {
        var log = Log(happenings);
        var spans = SpanFold.Of(log);

        for (var known = 0; known <= log.Count; known++)
        {
            var meant = Meant([.. log.Take(known)]);
            var held = spans.Where(x => x.From <= known && x.Until > known).ToDictionary(x => x.Id, x => x.Standing);
            held.Keys.ShouldBe(meant.Keys, ignoreOrder: true, $"at {known}");

            foreach (var (id, facts) in meant)
            {
                held[id].Marks.County.ShouldBe(facts.County, $"at {known}");

                foreach (var (definition, stage) in FigureDefinition.All.SelectMany(x => new[] { Stage.Contacted, Stage.Signed, Stage.Landed }.Select(y => (x, y))))
                {
                    var days = facts.Facts.Where(x => definition.Kinds(stage).Contains(x.Kind)).Select(x => x.On).ToList();
                    (held[id].In(stage, definition)?.On).ShouldBe(days.Count == 0 ? null : days.Min(), $"{definition.Name} {stage} at {known}");
                }
            }
        }
    });

    [Fact]
    public void Has_one_span_at_a_time_and_none_that_says_what_the_one_before_said() => Happenings.Sample(happenings =>
    {
        foreach (var spans in SpanFold.Of(Log(happenings)).GroupBy(x => x.Id))
        {
            var inOrder = spans.OrderBy(x => x.From).ToList();

            inOrder.ShouldAllBe(x => x.From < x.Until);
            inOrder.Zip(inOrder.Skip(1)).ShouldAllBe(x => x.First.Until <= x.Second.From && (x.First.Until < x.Second.From || x.First.Standing != x.Second.Standing));
        }
    });

    [Fact]
    public void Comes_to_what_was_before_when_a_merge_is_undone()
    {
        var (one, other) = (Registered(0), Registered(1));
        Recorded[] before = [one, other, Of(1, new ContactLogged(Given.Day, ContactMethod.Phone, "李四", "谈"))];
        var undone = Positioned([.. before, Of(1, new EnterpriseMerged(Ids[0], "甲", "一家")), Of(1, new ContactLogged(Given.Day.AddDays(-1), ContactMethod.Phone, "李四", "更早")), Of(1, new MergeUndone(Ids[0], "甲", "两家"))]);
        var never = Positioned([.. before, Of(1, new ContactLogged(Given.Day.AddDays(-1), ContactMethod.Phone, "李四", "更早"))]);

        Now(undone)[Ids[0]].Contacted.ShouldBeNull();
        Now(undone)[Ids[1]].Contacted!.Value.On.ShouldBe(Now(never)[Ids[1]].Contacted!.Value.On);
    }

    private static Dictionary<Guid, Standing> Now(List<Recorded> log) => SpanFold.Of(log).Where(x => x.Until == SpanFold.Open).ToDictionary(x => x.Id, x => x.Standing);

    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 4).Select(x => new Guid(x + 1, 0, 0, new byte[8]))];

    /// <summary>Straight from the words: which facts count for whom, and which county it is in. Only who is in the books and stands by themselves.</summary>
    private static Dictionary<Guid, (string County, List<(FactKind Kind, DateOnly On)> Facts)> Meant(List<Recorded> log)
    {
        var retracted = log.Select(x => x.Data).OfType<EntryRetracted>().Select(x => x.EntryId).ToHashSet();
        var stands = log.Where(x => !retracted.Contains(x.Id)).ToList();
        var into = new Dictionary<Guid, Guid>();

        foreach (var e in log)
        {
            _ = e.Data switch { EnterpriseMerged x => into.TryAdd(e.StreamId, x.Into), MergeUndone => into.Remove(e.StreamId), _ => false };
        }

        return Ids.Where(id => !into.ContainsKey(id) && stands.Exists(x => x.StreamId == id && x.Data is EnterpriseRegistered)).ToDictionary(id => id, id => (
            stands.Select(x => (x.StreamId, x.Data as EnterpriseRegistered)).Last(x => x.StreamId == id && x.Item2 is not null).Item2!.County,
            stands.Where(x => Root(x.StreamId) == id).Select(x => FactKinds.Of(x.Data)).OfType<(FactKind, DateOnly)>().ToList()));

        Guid Root(Guid id) => into.TryGetValue(id, out var other) ? Root(other) : id;
    }

    /// <summary>A log that the decisions would have let come about.</summary>
    private static List<Recorded> Log((int Enterprise, int Kind, int Day, int Other)[] happenings)
    {
        var log = new List<Recorded>();
        var into = new Dictionary<int, int>();

        foreach (var (enterprise, kind, day, other) in happenings)
        {
            if (!log.Exists(x => x.StreamId == Ids[enterprise]))
            {
                log.Add(Registered(enterprise));
            }

            var on = Given.Day.AddDays(day);
            var gone = log.Select(x => x.Data).OfType<EntryRetracted>().Select(x => x.EntryId).ToHashSet();
            var entries = log.Where(x => x.StreamId == Ids[enterprise] && FactKinds.Of(x.Data) is not null && !gone.Contains(x.Id)).ToList();

            switch (kind)
            {
                case 0 or 1:
                    log.Add(Of(enterprise, new ContactLogged(on, ContactMethod.Phone, "李四", "谈")));
                    break;
                case 2 or 3:
                    log.Add(Of(enterprise, new AgreementSigned("QY-1", kind == 2 ? AgreementKind.Framework : AgreementKind.Contract, null, 1, "1", on, null)));
                    break;
                case 4 or 5:
                    log.Add(Of(enterprise, new MilestoneReached("QY-1", kind == 4 ? MilestoneKind.Registration : MilestoneKind.FullCapacity, on, null)));
                    break;
                case 6 or 7 or 8 when entries.Count > 0:
                    log.Add(Of(enterprise, new EntryRetracted(entries[other % entries.Count].Id, 0, "录错")));
                    break;
                case 9 when log.Last(x => x.StreamId == Ids[enterprise] && x.Data is EnterpriseRegistered) is var was:
                    log.Add(Of(enterprise, new EntryRetracted(was.Id, 0, "改派县区")));
                    log.Add(Of(enterprise, Given.Registered with { County = Counties[other % 2] }));
                    break;
                case 10 when !into.ContainsKey(enterprise) && Roots(other % 4).All(x => x != enterprise) && log.Exists(x => x.StreamId == Ids[other % 4]):
                    into[enterprise] = other % 4;
                    log.Add(Of(enterprise, new EnterpriseMerged(Ids[other % 4], "甲", "一家")));
                    break;
                case 11 when into.Remove(enterprise, out var from):
                    log.Add(Of(enterprise, new MergeUndone(Ids[from], "甲", "两家")));
                    break;
                default:
                    break;
            }
        }

        return Positioned(log);

        IEnumerable<int> Roots(int start)
        {
            yield return start;

            while (into.TryGetValue(start, out start))
            {
                yield return start;
            }
        }
    }

    private static List<Recorded> Positioned(IEnumerable<Recorded> log) => [.. log.Select((x, i) => x with { Position = i + 1 })];

    private static Recorded Registered(int enterprise) => Of(enterprise, Given.Registered with { County = Counties[enterprise % 2] });

    private static Recorded Of(int enterprise, object data) => Recorded.Of(Given.Event(data, Ids[enterprise]));
}
