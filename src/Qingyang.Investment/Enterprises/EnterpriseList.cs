using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Enterprises;

/// <summary>The read model behind every list: who the enterprises are, as they are now.</summary>
public sealed class EnterpriseList : IProjection
{
    public const string TableName = EventStore.Schema + ".enterprises";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn<string>("name").NotNull();
        table.AddColumn<string>("credit_code");
        table.AddColumn<string>("county").NotNull();
        table.AddColumn<string>("chain").NotNull();
        table.AddColumn<string>("source").NotNull();
        table.AddColumn<string>("origin");
        table.AddColumn<string>("remark");
        table.AddColumn<long>("registered_at").NotNull();

        return table;
    }

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var registered = events.Where(e => e.Data is EnterpriseRegistered).Select(e => (e.StreamId, e.Sequence, X: (EnterpriseRegistered)e.Data)).ToList();

        if (registered.Count > 0)
        {
            operations.QueueSqlCommand(
                $"insert into {TableName} (id, name, credit_code, county, chain, source, origin, remark, registered_at) " +
                "select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])",
                registered.Select(x => x.StreamId).ToArray(), registered.Select(x => x.X.Name).ToArray(), registered.Select(x => x.X.CreditCode).ToArray(),
                registered.Select(x => x.X.County).ToArray(), registered.Select(x => x.X.Chain).ToArray(), registered.Select(x => x.X.Source).ToArray(),
                registered.Select(x => x.X.Origin).ToArray(), registered.Select(x => x.X.Remark).ToArray(), registered.Select(x => x.Sequence).ToArray());
        }

        Set("name", events.Select(e => (e.StreamId, Value: (e.Data as EnterpriseRenamed)?.Name)));
        Set("credit_code", events.Select(e => (e.StreamId, Value: (e.Data as CreditCodeGiven)?.CreditCode)));

        return Task.CompletedTask;

        void Set(string column, IEnumerable<(Guid Id, string? Value)> changes)
        {
            // The last word of the page counts.
            var last = changes.Where(x => x.Value is not null).GroupBy(x => x.Id).Select(x => x.Last()).ToList();

            if (last.Count > 0)
            {
                operations.QueueSqlCommand($"update {TableName} e set {column} = c.value from unnest(?::uuid[], ?::text[]) c (id, value) where e.id = c.id",
                    last.Select(x => x.Id).ToArray(), last.Select(x => x.Value).ToArray());
            }
        }
    }
}
