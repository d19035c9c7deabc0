using JasperFx.Events;
using Marten;
using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Ledgers;

/// <summary>
/// One enterprise while a batch is decided: its events so far, those of this batch included, and what each decision needs to know,
/// folded by the aggregates that single commands use, and folded on, not anew, with every event.
/// </summary>
public sealed class EnterpriseHistory(Guid id, IReadOnlyList<IEvent> recorded, IQuerySession session)
{
    private readonly List<IEvent> events = [.. recorded];
    private readonly Dictionary<Type, (object? State, int Folded)> states = [];

    public Guid Id => id;

    /// <summary>The version that the stream had when it was read.</summary>
    public int Version { get; } = recorded.Count;

    public IReadOnlyList<IEvent> New => events[Version..];

    /// <summary>Whether an event of that id stands there that was retracted.</summary>
    public bool WasRetracted(Guid id) => events.Exists(x => x.Data is EntryRetracted e && e.EntryId == id);

    public async ValueTask<T?> StateAsync<T>(CancellationToken cancellation) where T : class
    {
        var (state, folded) = states.TryGetValue(typeof(T), out var known) ? ((T?)known.State, known.Folded) : (null, 0);

        if (folded < events.Count)
        {
            var aggregator = ((DocumentStore)session.DocumentStore).Options.Projections.AggregatorFor<T>();
            state = await aggregator.BuildAsync(events[folded..], session, state, cancellation);
            states[typeof(T)] = (state, events.Count);
        }

        return state;
    }

    public void Append(IEvent e)
    {
        e.StreamId = id;
        e.Version = events.Count + 1;
        events.Add(e);
    }
}
