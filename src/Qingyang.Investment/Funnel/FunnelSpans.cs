using System.Globalization;
using JasperFx.Events;
using Marten;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Funnel;

/// <summary>
/// The funnel's read model: where each enterprise stood, on which day it reached each stage and by which event, and from which
/// log position until which that was what we knew. A question as of any day, known at any position, is one count.
/// </summary>
public sealed class FunnelSpans() : ReadModelOf<Span>(Rows, "enterprise_id")
{
    public const string TableName = EventStore.Schema + ".funnel_spans";

    private static readonly TableRows<Span> Rows = new TableRows<Span>(TableName)
        .Key("enterprise_id", x => x.Id)
        .Key("known_from", x => x.From)
        .With("known_until", x => x.Until)
        .With("county", x => x.Standing.Marks.County)
        .With("chain", x => x.Standing.Marks.Chain)
        .With("source", x => x.Standing.Marks.Source)
        .WithOptional("origin", x => x.Standing.Marks.Origin)
        .With("registered_by", x => x.Standing.Registered)
        .With("contacted_on", x => x.Standing.Contacted?.On)
        .With("contacted_by", x => x.Standing.Contacted?.Evidence)
        .With("signed_on", x => x.Standing.Signed?.On)
        .With("signed_by", x => x.Standing.Signed?.Evidence)
        .With("contracted_on", x => x.Standing.Contracted?.On)
        .With("contracted_by", x => x.Standing.Contracted?.Evidence)
        .With("landed_on", x => x.Standing.Landed?.On)
        .With("landed_by", x => x.Standing.Landed?.Evidence)
        .With("incorporated_on", x => x.Standing.Incorporated?.On)
        .With("incorporated_by", x => x.Standing.Incorporated?.Evidence);

    public override int Version => 1;

    public override Table Table
    {
        get
        {
            var table = Rows.ToTable();

            // What holds now is asked for most: an index of just that, with all that a count needs.
            table.Indexes.Add(new IndexDefinition("funnel_spans_open")
            {
                Columns = ["enterprise_id"],
                IncludeColumns = ["county", "chain", "source", "origin", "contacted_on", "signed_on", "contracted_on", "landed_on", "incorporated_on"],
                Predicate = $"known_until = '{SpanFold.Open}'::bigint",   // as PostgreSQL tells it: else Marten takes it for another, and builds it at every start
            });

            return table;
        }
    }

    protected override async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var closed = new List<Span>();
        var fold = new SpanFold(await OpenBeforeAsync(operations, events, cancellation), closed.Add);

        foreach (var e in events)
        {
            fold.Apply(Recorded.Of(e));
        }

        // What began before this page stands in the table already: it may only have ended.
        var first = events[0].Sequence;
        var ended = closed.Where(x => x.From < first).ToList();

        if (ended.Count > 0)
        {
            operations.QueueSqlCommand(
                $"update {TableName} s set known_until = c.until from unnest(?::uuid[], ?::bigint[]) c (id, until) where s.enterprise_id = c.id and s.known_until = {SpanFold.Open}",
                ended.Select(x => x.Id).ToArray(), ended.Select(x => x.Until).ToArray());
        }

        Rows.Queue(operations, [.. closed.Concat(fold.StillOpen).Where(x => x.From >= first)]);
    }

    public override string? RowsAt(long position) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         (select enterprise_id, known_from, case when known_until > {position} then {SpanFold.Open} else known_until end as known_until, county, chain, source, origin, registered_by,
            contacted_on, contacted_by, signed_on, signed_by, contracted_on, contracted_by, landed_on, landed_by, incorporated_on, incorporated_by
          from {TableName} where known_from <= {position}) t
         """);

    protected override RebuildOf<Span> Begin() => new Anew();

    /// <summary>Where the enterprises that this page touches stood before it. Those that it registers need no look.</summary>
    private static async Task<Dictionary<Guid, Span>> OpenBeforeAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var touched = events.Where(e => e.Version > 1).Select(e => e.StreamId).ToHashSet();
        touched.ExceptWith(events.Where(e => e.Version == 1).Select(e => e.StreamId));
        var open = new Dictionary<Guid, Span>();

        if (touched.Count == 0)
        {
            return open;
        }

        await using var connection = operations.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "select enterprise_id, known_from, county, chain, source, origin, registered_by, contacted_on, contacted_by, signed_on, signed_by, contracted_on, contracted_by, landed_on, landed_by, incorporated_on, incorporated_by " +
            $"from {TableName} where enterprise_id = any($1) and known_until = {SpanFold.Open}", connection);
        command.Parameters.Add(new() { Value = touched.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            var marks = new Marks(rows.GetString(2), rows.GetString(3), rows.GetString(4), await rows.IsDBNullAsync(5, cancellation) ? null : rows.GetString(5));
            open[rows.GetGuid(0)] = new Span(
                rows.GetGuid(0), rows.GetInt64(1), SpanFold.Open, new Standing(marks, rows.GetInt64(6), ReachedAt(7), ReachedAt(9), ReachedAt(11), ReachedAt(13), ReachedAt(15)));
        }

        return open;

        Reached? ReachedAt(int column) => rows.IsDBNull(column) ? null : new Reached(rows.GetFieldValue<DateOnly>(column), rows.GetInt64(column + 1));
    }

    /// <summary>A span that ended is written while the log is still being read.</summary>
    private sealed class Anew : RebuildOf<Span>
    {
        private readonly SpanFold fold;

        public Anew()
            : base(Rows) => fold = new SpanFold([], Add);

        public override void Apply(in Recorded e) => fold.Apply(e);

        public override void Apply(Family family)
        {
            foreach (var span in SpanFold.Of(family.Events))
            {
                Add(span);
            }
        }

        protected override IEnumerable<Span> Rest() => fold.StillOpen;
    }
}
