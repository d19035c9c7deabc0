using System.Runtime.InteropServices;
using JasperFx.Events;
using Marten;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Enterprises;

/// <summary>The read model behind every list: who the enterprises are, as they are now.</summary>
public sealed class EnterpriseList() : ReadModelOf<EnterpriseList.Row>(Rows, "id")
{
    public const string TableName = EventStore.Schema + ".enterprises";

    private static readonly TableRows<Row> Rows = new TableRows<Row>(TableName)
        .Key("id", x => x.Id)
        .With("name", x => x.Name)
        .WithOptional("credit_code", x => x.CreditCode)
        .With("county", x => x.Registered.County)
        .With("chain", x => x.Registered.Chain)
        .With("source", x => x.Registered.Source)
        .WithOptional("origin", x => x.Registered.Origin)
        .WithOptional("remark", x => x.Registered.Remark)
        .With("registered_by", x => x.Position);

    public override int Version => 1;

    public override Table Table
    {
        get
        {
            var table = Rows.ToTable();

            // By pinyin, as lists are sorted: a page of names is then read from here, and not all of them sorted.
            table.Indexes.Add(new IndexDefinition("enterprises_name") { Columns = ["name"], Collation = "zh-x-icu" });

            return table;
        }
    }

    protected override Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        Rows.Queue(operations, [.. events.Select(e => After(null, Recorded.Of(e))).OfType<Row>()]);
        Set("name", events.Select(e => (e.StreamId, (e.Data as EnterpriseRenamed)?.Name)));
        Set("credit_code", events.Select(e => (e.StreamId, (e.Data as CreditCodeGiven)?.CreditCode)));

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

    protected override RebuildOf<Row> Begin() => new Anew();

    private static Row? After(Row? row, in Recorded e) => e.IsAbsorbed ? row : e.Data switch
    {
        EnterpriseRegistered x => new Row(e.StreamId, e.Position, x.Name, x.CreditCode, x),
        EnterpriseRenamed x => row is null ? null : row with { Name = x.Name },
        CreditCodeGiven x => row is null ? null : row with { CreditCode = x.CreditCode },
        _ => row,
    };

    public sealed record Row(Guid Id, long Position, string Name, string? CreditCode, EnterpriseRegistered Registered);

    private sealed class Anew() : RebuildOf<Row>(Rows)
    {
        private readonly Dictionary<Guid, Row> rows = [];

        public override void Apply(in Recorded e)
        {
            if (e.Data is EnterpriseRegistered or EnterpriseRenamed or CreditCodeGiven)
            {
                ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, e.StreamId, out _);
                row = After(row, e)!;
            }
        }

        /// <summary>Also those that were merged or withdrawn have a name: figures of before open into them.</summary>
        public override void Apply(Family family)
        {
            foreach (var id in family.Members)
            {
                var own = family.OwnOf(id);
                var events = own.Any(x => x.Data is EnterpriseRegistered) ? own : [.. family.Events.Where(x => x.StreamId == id && x.Data is EnterpriseRegistered)];

                foreach (var e in events)
                {
                    Apply(e);
                }
            }
        }

        protected override IEnumerable<Row> Rest() => rows.Values;
    }
}
