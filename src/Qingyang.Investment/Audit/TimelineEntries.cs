using JasperFx.Events;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>The events of one enterprise's history, each with what became of it and where the enterprise stood after it.</summary>
internal static class TimelineEntries
{
    /// <param name="id">The enterprise.</param>
    /// <param name="events">Those of all its family, in the order of the log.</param>
    /// <param name="absorbed">Who counts for it.</param>
    /// <param name="city">Whose counties are told.</param>
    public static IEnumerable<TimelineEntry> Of(Guid id, IReadOnlyList<IEvent> events, HashSet<Guid> absorbed, City city)
    {
        var retracted = events.Where(x => x.Data is EntryRetracted).ToDictionary(x => ((EntryRetracted)x.Data).EntryId, x => x.Sequence);
        var spans = SpanFold.Of([.. events.Select(Recorded.Of)]).Where(x => x.Id == id).ToList();

        return events.Where(x => Concerns(x, id, absorbed)).Select(x => new TimelineEntry(
            x.Sequence, x.Id, x.Timestamp, x.UserName, x.GetHeader(Entry.SourceHeader) as string, x.EventTypeName, Sentences.Of(x.Data, city), x.Data,
            x.GetHeader(Entry.CorrectedHeader) as string)
        {
            Reason = x.GetHeader(Entry.ReasonHeader) as string,
            RetractedBy = retracted.TryGetValue(x.Id, out var by) ? by : null,
            EnteredFor = x.StreamId == id ? null : x.StreamId,
            After = spans.Find(s => s.From <= x.Sequence && x.Sequence < s.Until) is { Standing: var s } ? Told(s, city) : null,
        });
    }

    /// <summary>Its own, those of whoever counts for it now, and that others came and went.</summary>
    private static bool Concerns(IEvent e, Guid id, HashSet<Guid> absorbed) =>
        e.StreamId == id || absorbed.Contains(e.StreamId) || e.Data is EnterpriseMerged { Into: var into } && into == id || e.Data is MergeUndone { From: var from } && from == id;

    private static StandingAfter Told(Standing x, City city) =>
        new(x.Stage.ToString().ToLowerInvariant(), city.NameOf(x.Marks.County), x.Contacted?.On, x.Signed?.On, x.Landed?.On);
}
