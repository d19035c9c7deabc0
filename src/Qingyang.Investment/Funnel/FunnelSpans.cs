using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Funnel;

/// <summary>
/// The funnel's read model: for each enterprise and stage, the day reached, and from which log position until which that was
/// what we knew. A question as of any day, known at any position, is one count.
/// </summary>
public sealed class FunnelSpans : IProjection
{
    public const string TableName = EventStore.Schema + ".funnel_spans";

    /// <summary>The end of a span that still holds.</summary>
    public const long Open = long.MaxValue;

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<Guid>("enterprise_id").AsPrimaryKey();
        table.AddColumn("stage", "smallint").AsPrimaryKey();
        table.AddColumn<long>("known_from").AsPrimaryKey();
        table.AddColumn<long>("known_until").NotNull();
        table.AddColumn<DateOnly>("reached_on").NotNull();
        table.AddColumn<long>("evidence").NotNull();
        table.AddColumn<string>("county").NotNull();
        table.AddColumn<string>("chain").NotNull();
        table.AddColumn<string>("source").NotNull();
        table.AddColumn<string>("origin");

        return table;
    }

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var page = new Page(await StandingsBeforeAsync(operations, events, cancellation));

        foreach (var e in events)
        {
            page.Apply(e);
        }

        if (page.Closed.Count > 0)
        {
            operations.QueueSqlCommand(
                $"update {TableName} s set known_until = c.until from unnest(?::uuid[], ?::smallint[], ?::bigint[]) c (id, stage, until) " +
                $"where s.enterprise_id = c.id and s.stage = c.stage and s.known_until = {Open}",
                page.Closed.Select(x => x.Id).ToArray(), page.Closed.Select(x => (short)x.Stage).ToArray(), page.Closed.Select(x => x.Until).ToArray());
        }

        if (page.Spans.ToList() is { Count: > 0 } spans)
        {
            operations.QueueSqlCommand(
                $"insert into {TableName} (enterprise_id, stage, known_from, known_until, reached_on, evidence, county, chain, source, origin) " +
                "select * from unnest(?::uuid[], ?::smallint[], ?::bigint[], ?::bigint[], ?::date[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])",
                spans.Select(x => x.Id).ToArray(), spans.Select(x => (short)x.Stage).ToArray(), spans.Select(x => x.From).ToArray(), spans.Select(x => x.Until).ToArray(),
                spans.Select(x => x.Reached.On).ToArray(), spans.Select(x => x.Reached.Evidence).ToArray(),
                spans.Select(x => x.Marks.County).ToArray(), spans.Select(x => x.Marks.Chain).ToArray(), spans.Select(x => x.Marks.Source).ToArray(), spans.Select(x => x.Marks.Origin).ToArray());
        }
    }

    /// <summary>Where the enterprises that this page touches stood before it. Those that it registers need no look.</summary>
    private static async Task<Dictionary<Guid, Standing>> StandingsBeforeAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var touched = events.Where(e => e.Version > 1).Select(e => e.StreamId).ToHashSet();
        touched.ExceptWith(events.Where(e => e.Version == 1).Select(e => e.StreamId));
        var standings = new Dictionary<Guid, Standing>();

        if (touched.Count == 0)
        {
            return standings;
        }

        await using var connection = operations.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            $"select enterprise_id, stage, reached_on, evidence, county, chain, source, origin from {TableName} where enterprise_id = any($1) and known_until = {Open} order by stage", connection);
        command.Parameters.Add(new() { Value = touched.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            var (id, reached) = (rows.GetGuid(0), new Reached(rows.GetFieldValue<DateOnly>(2), rows.GetInt64(3)));
            standings[id] = (Stage)rows.GetInt16(1) switch
            {
                Stage.Registered => new Standing(new Marks(rows.GetString(4), rows.GetString(5), rows.GetString(6), await rows.IsDBNullAsync(7, cancellation) ? null : rows.GetString(7)), reached),
                Stage.Contacted => standings[id] with { Contacted = reached },
                Stage.Signed => standings[id] with { Signed = reached },
                Stage.Landed => standings[id] with { Landed = reached },
                var unknown => throw new InvalidOperationException($"Stage {unknown} in {TableName}."),
            };
        }

        return standings;
    }
}
