using JasperFx.Events;
using Marten;
using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Platform;

public static class RetractedEvents
{
    /// <summary>The events that those of a transaction retract; they were recorded before it.</summary>
    public static async Task<IReadOnlyList<IEvent>> RetractedAsync(this IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var ids = events.Select(x => x.Data).OfType<EntryRetracted>().Select(x => x.EntryId).ToArray();

        return ids.Length == 0 ? [] : await operations.Events.QueryAllRawEvents().Where(x => ids.Contains(x.Id)).ToListAsync(cancellation);
    }
}
