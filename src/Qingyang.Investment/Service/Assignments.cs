using JasperFx.Events;
using Marten;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Service;

/// <summary>The read model of who answers for whom: every assignment as entered. Who is in charge on a day is worked out by the question.</summary>
public sealed class Assignments() : ReadModelOf<Assignments.Row>(Rows, "enterprise_id")
{
    public const string TableName = EventStore.Schema + ".assignments";

    private static readonly TableRows<Row> Rows = new TableRows<Row>(TableName)
        .Key("enterprise_id", x => x.EnterpriseId)
        .Key("known_from", x => x.From)
        .With("starts", x => x.Assigned.Starts)
        .With("ends", x => x.Assigned.Ends)
        .With("lead_official", x => x.Assigned.LeadOfficial)
        .WithOptional("post", x => x.Assigned.Post)
        .With("task_force", x => x.Assigned.TaskForce);

    public override int Version => 1;

    public override Table Table => Rows.ToTable();

    protected override Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        Rows.Queue(operations, [.. events.Where(e => e.Data is ServiceTeamAssigned).Select(e => new Row(e.StreamId, e.Sequence, (ServiceTeamAssigned)e.Data))]);

        return Task.CompletedTask;
    }

    protected override RebuildOf<Row> Begin() => new Anew();

    public sealed record Row(Guid EnterpriseId, long From, ServiceTeamAssigned Assigned);

    private sealed class Anew() : RebuildOf<Row>(Rows)
    {
        public override void Apply(in Recorded e)
        {
            if (e.Data is ServiceTeamAssigned assigned)
            {
                Add(new Row(e.StreamId, e.Position, assigned));
            }
        }
    }
}
