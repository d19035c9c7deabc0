using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Service;

/// <summary>The read model of who answers for whom: every assignment as entered. Who is in charge on a day is worked out by the question.</summary>
public sealed class Assignments : IProjection
{
    public const string TableName = EventStore.Schema + ".assignments";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<Guid>("enterprise_id").AsPrimaryKey();
        table.AddColumn<long>("known_from").AsPrimaryKey();
        table.AddColumn<DateOnly>("starts").NotNull();
        table.AddColumn("ends", "date");
        table.AddColumn<string>("lead_official").NotNull();
        table.AddColumn<string>("post");
        table.AddColumn<string>("task_force").NotNull();

        return table;
    }

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var assigned = events.Where(e => e.Data is ServiceTeamAssigned).Select(e => (e.StreamId, e.Sequence, X: (ServiceTeamAssigned)e.Data)).ToList();

        if (assigned.Count > 0)
        {
            operations.QueueSqlCommand(
                $"insert into {TableName} (enterprise_id, known_from, starts, ends, lead_official, post, task_force) " +
                "select * from unnest(?::uuid[], ?::bigint[], ?::date[], ?::date[], ?::text[], ?::text[], ?::text[])",
                assigned.Select(x => x.StreamId).ToArray(), assigned.Select(x => x.Sequence).ToArray(),
                assigned.Select(x => x.X.Starts).ToArray(), assigned.Select(x => x.X.Ends).ToArray(),
                assigned.Select(x => x.X.LeadOfficial).ToArray(), assigned.Select(x => x.X.Post).ToArray(), assigned.Select(x => x.X.TaskForce).ToArray());
        }

        return Task.CompletedTask;
    }
}
