using System.Runtime.InteropServices;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>Where we knew one enterprise to stand, from one log position until another.</summary>
public sealed record Span(Guid Id, long From, long Until, Standing Standing);

/// <summary>
/// Folds events into the spans that they open, and the end of those that stood open before. A span that is both opened and
/// closed on the way is kept too: the figure as known in between must not get lost.
/// </summary>
/// <param name="standings">Where the enterprises stood before the first of the events.</param>
public sealed class SpanFold(Dictionary<Guid, Standing> standings)
{
    /// <summary>The end of a span that still holds.</summary>
    public const long Open = long.MaxValue;

    private readonly List<Span> spans = [];
    private readonly Dictionary<Guid, int> openedHere = [];

    public IReadOnlyList<Span> Spans => spans;

    /// <summary>Of the spans that stood open before: which end, and at which position.</summary>
    public List<(Guid Id, long Until)> Closed { get; } = [];

    public void Apply(in Recorded e)
    {
        ref var standing = ref CollectionsMarshal.GetValueRefOrAddDefault(standings, e.StreamId, out _);
        var (before, after) = (standing, Standing.After(standing, e));
        standing = after;

        if (after is null || ReferenceEquals(before, after))
        {
            return;
        }

        ref var opened = ref CollectionsMarshal.GetValueRefOrAddDefault(openedHere, e.StreamId, out var here);

        if (here)
        {
            spans[opened] = spans[opened] with { Until = e.Position };
        }
        else if (before is not null)
        {
            Closed.Add((e.StreamId, e.Position));
        }

        opened = spans.Count;
        spans.Add(new Span(e.StreamId, e.Position, Open, after));
    }
}
