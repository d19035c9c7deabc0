using System.Diagnostics;
using Marten;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Puts every export on record: who took what away is part of the log too.</summary>
public sealed class EvidenceRecords(IDocumentStore store)
{
    public async Task AddAsync(EvidenceExported exported, Actor actor, CancellationToken cancellation)
    {
        var entry = Entry.Of(exported, actor.Name, "api", key: null);
        await using var session = store.LightweightSession();
        session.CorrelationId = Activity.Current?.RootId ?? entry.Id.ToString();
        EntryStamps.Attach(session, entry);
        session.Events.StartStream<EvidencePackRecord>(entry.NewStream, exported);
        await session.SaveChangesAsync(cancellation);
    }
}
