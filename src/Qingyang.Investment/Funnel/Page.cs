using System.Runtime.InteropServices;
using JasperFx.Events;

namespace Qingyang.Investment.Funnel;

/// <summary>What we knew of one enterprise and stage, from one log position until another.</summary>
public sealed record Span(Guid Id, Stage Stage, long From, long Until, Reached Reached, Marks Marks);

/// <summary>
/// Folds a page of events into the spans that it opens, and the end of those that stood open before it. A span that a page
/// both opens and closes is kept too: the figure as known in between must not get lost.
/// </summary>
public sealed class Page(Dictionary<Guid, Standing> standings)
{
    private static readonly Stage[] AllStages = Enum.GetValues<Stage>();

    private readonly List<Span> spans = [];
    private readonly Dictionary<(Guid, Stage), int> openedHere = [];

    public IReadOnlyList<Span> Spans => spans;

    public List<(Guid Id, Stage Stage, long Until)> Closed { get; } = [];

    public void Apply(IEvent e)
    {
        ref var standing = ref CollectionsMarshal.GetValueRefOrAddDefault(standings, e.StreamId, out _);
        var (before, after) = (standing, Standing.After(standing, e));
        standing = after;

        if (after is null || ReferenceEquals(before, after))
        {
            return;
        }

        foreach (var stage in AllStages)
        {
            if (after[stage] is { } reached && (before is null || before[stage] != reached || before.Marks != after.Marks))
            {
                Close(e, stage, wasOpen: before?[stage] is not null);
                openedHere[(e.StreamId, stage)] = spans.Count;
                spans.Add(new Span(e.StreamId, stage, e.Sequence, FunnelSpans.Open, reached, after.Marks));
            }
        }
    }

    private void Close(IEvent e, Stage stage, bool wasOpen)
    {
        if (openedHere.TryGetValue((e.StreamId, stage), out var index))
        {
            spans[index] = spans[index] with { Until = e.Sequence };
        }
        else if (wasOpen)
        {
            Closed.Add((e.StreamId, stage, e.Sequence));
        }
    }
}
