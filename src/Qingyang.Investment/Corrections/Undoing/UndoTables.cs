using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Corrections.Undoing;

/// <summary>Ledgers that were undone (撤销入账), cut into batches of enterprises, with what came of each entry that could not simply be reversed.</summary>
public static class UndoTables
{
    public const string Undoings = EventStore.Schema + ".ledger_undoings";
    public const string Batches = EventStore.Schema + ".ledger_undoing_batches";

    public static IEnumerable<Table> All()
    {
        var undoings = new Table(Undoings);
        undoings.AddColumn<Guid>("ledger_id").AsPrimaryKey();
        undoings.AddColumn<string>("asked_by").NotNull();
        undoings.AddColumn<string>("source").NotNull();
        undoings.AddColumn<string>("reason").NotNull();
        undoings.AddColumn<DateTimeOffset>("asked_at").NotNull().DefaultValueByExpression("now()");
        yield return undoings;

        var batches = new Table(Batches);
        batches.AddColumn<Guid>("ledger_id").AsPrimaryKey();
        batches.AddColumn<int>("number").AsPrimaryKey();
        batches.AddColumn("enterprises", "uuid[]").NotNull();
        batches.AddColumn<int>("reversed");
        batches.AddColumn("left_alone", "jsonb");
        batches.AddColumn<DateTimeOffset>("done_at");
        yield return batches;
    }
}
