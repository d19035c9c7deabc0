using System.Runtime.InteropServices;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>Where we knew one enterprise to stand, from one log position until another.</summary>
public sealed record Span(Guid Id, long From, long Until, Standing Standing);

/// <summary>
/// Folds events into spans: each that changes where an enterprise stands closes the span that stood open and opens the next. One
/// that is both opened and closed on the way is told too: the figure as known in between must not get lost.
/// </summary>
/// <param name="open">The spans that stood open before the first of the events.</param>
/// <param name="closed">Is told every span that ends, with its end.</param>
public sealed class SpanFold(Dictionary<Guid, Span> open, Action<Span> closed)
{
    /// <summary>The end of a span that still holds.</summary>
    public const long Open = long.MaxValue;

    /// <summary>The spans that stand open now.</summary>
    public IReadOnlyCollection<Span> StillOpen => open.Values;

    /// <summary>The whole history of a family: what was known at each moment is what counted then.</summary>
    public static IReadOnlyList<Span> Of(IReadOnlyList<Recorded> history)
    {
        var (family, spans) = (new Family(), new List<Span>());
        var fold = new SpanFold([], spans.Add);

        foreach (var e in history)
        {
            var changed = family.Apply(e);

            if (e.Data is EnterpriseRegistered or EntryRetracted or EnterpriseMerged or MergeUndone)
            {
                foreach (var id in changed.Distinct())
                {
                    fold.Stands(id, family.StandingOf(id).Aggregate((Standing?)null, (standing, x) => Standing.After(standing, x)), e.Position);
                }
            }
            else
            {
                fold.Apply(e with { StreamId = changed[0], IsAbsorbed = changed[0] != e.StreamId });
            }
        }

        return [.. spans, .. fold.StillOpen];
    }

    public void Apply(in Recorded e)
    {
        ref var span = ref CollectionsMarshal.GetValueRefOrAddDefault(open, e.StreamId, out var known);
        var before = span?.Standing;
        var after = Standing.After(before, e);

        if (after is null && !known)
        {
            open.Remove(e.StreamId);   // an event of something that is no enterprise
        }
        else if (after is not null && !ReferenceEquals(before, after))
        {
            if (span is not null)
            {
                closed(span with { Until = e.Position });
            }

            span = new Span(e.StreamId, e.Position, Open, after);
        }
    }

    /// <summary>From that position on it stands there; null: no longer by itself, or not in the books.</summary>
    private void Stands(Guid id, Standing? standing, long position)
    {
        if (open.TryGetValue(id, out var span))
        {
            if (span.Standing == standing)
            {
                return;
            }

            closed(span with { Until = position });
            open.Remove(id);
        }

        if (standing is not null)
        {
            open[id] = new Span(id, position, Open, standing);
        }
    }
}
