using System.Runtime.InteropServices;
using JasperFx.Events;
using Marten;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Enterprises;

/// <summary>The read model behind finding: a row for each name that an enterprise goes by or went by, and one for its credit code.</summary>
public sealed class EnterpriseSearch() : ReadModelOf<GoesBy>(Rows, "enterprise_id")
{
    public const string TableName = EventStore.Schema + ".enterprise_search";

    private static readonly TableRows<GoesBy> Rows = new TableRows<GoesBy>(TableName)
        .Key("enterprise_id", x => x.Id)
        .Key("word", x => x.Word)
        .With("kind", x => x.Kind)
        .With("written", x => x.Written)
        .With("sought", x => x.Sought);

    public override int Version => 1;

    public override Table Table
    {
        get
        {
            var table = Rows.ToTable();
            table.Indexes.Add(new IndexDefinition("enterprise_search_word") { Columns = ["word"], Mask = "? text_pattern_ops" });
            table.Indexes.Add(new IndexDefinition("enterprise_search_sought") { Columns = ["sought"], Method = IndexMethod.gin, Mask = "? gin_trgm_ops" });

            return table;
        }
    }

    protected override async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var naming = events.Where(e => GoesBy.IsNamed(e.Data)).ToList();
        var before = naming.Where(e => e.Version > 1).Select(e => e.StreamId).ToHashSet();
        before.ExceptWith(naming.Where(e => e.Version == 1).Select(e => e.StreamId));
        var all = await BeforeAsync(operations, before, cancellation);

        foreach (var e in naming)
        {
            ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(all, e.StreamId, out _);
            rows = GoesBy.After(rows ?? [], Recorded.Of(e));
        }

        if (before.Count > 0)
        {
            operations.QueueSqlCommand($"delete from {TableName} where enterprise_id = any(?)", [before.ToArray()]);
        }

        Rows.Queue(operations, [.. all.Values.SelectMany(x => x)]);
    }

    protected override RebuildOf<GoesBy> Begin() => new Anew();

    /// <summary>What those went by before this page.</summary>
    private static async Task<Dictionary<Guid, GoesBy[]>> BeforeAsync(IDocumentOperations operations, HashSet<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using var connection = operations.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"select enterprise_id, word, kind, written from {TableName} where enterprise_id = any($1)", connection);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<GoesBy>();

        while (await rows.ReadAsync(cancellation))
        {
            found.Add(new GoesBy(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)));
        }

        return found.GroupBy(x => x.Id).ToDictionary(x => x.Key, x => x.ToArray());
    }

    private sealed class Anew() : RebuildOf<GoesBy>(Rows)
    {
        private readonly Dictionary<Guid, GoesBy[]> all = [];

        public override void Apply(in Recorded e)
        {
            if (GoesBy.IsNamed(e.Data))
            {
                ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(all, e.StreamId, out _);
                rows = GoesBy.After(rows ?? [], e);
            }
        }

        protected override IEnumerable<GoesBy> Rest() => all.Values.SelectMany(x => x);
    }
}
