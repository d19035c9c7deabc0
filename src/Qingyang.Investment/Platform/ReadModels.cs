using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Platform;

/// <summary>
/// The read models, kept by one projection in the background: a page of events is read and decoded once and goes into all
/// tables in one transaction, so that they stand at one log position together, and say which.
/// </summary>
public static class ReadModels
{
    public const string Name = "ReadModels";
    public const string Shard = Name + ":All";

    /// <summary>The extension of PostgreSQL by which any part of a name is found.</summary>
    public const string Trigrams = "pg_trgm";

    /// <summary>SQL: the log position up to which the read models are right.</summary>
    public const string PositionSql = $"coalesce((select last_seq_id from {EventStore.Schema}.mt_event_progression where name = '{Shard}'), 0)";

    public static readonly IReadOnlyList<IReadModel> All = [new FunnelSpans(), new EnterpriseList(), new EnterpriseSearch(), new EnterpriseActivity(), new Assignments()];

    public static void Register(StoreOptions store) => store.Projections.Add(new Keeping(), ProjectionLifecycle.Async, Name, x =>
    {
        x.BatchSize = 5000;

        foreach (var model in All)
        {
            x.DeleteDataInTableOnTeardown(model.Table.Identifier.QualifiedName);
        }
    });

    /// <summary>Keeps all of them, page by page.</summary>
    private sealed class Keeping : IProjection
    {
        public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            var page = await PageOfAsync(operations, events, cancellation);

            foreach (var model in All)
            {
                await model.ApplyAsync(operations, page, cancellation);
            }
        }

        private static async Task<Page> PageOfAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            await using var connection = operations.Database.CreateConnection();
            await connection.OpenAsync(cancellation);
            var families = await Revisions.FamiliesOfAsync([.. events.Select(x => x.StreamId).Distinct()], events[^1].Sequence, connection, cancellation);

            return families.IsEmpty ? new Page(events, []) : new Page([.. events.Where(x => !families.Contains(x.StreamId))], families.All);
        }
    }
}
