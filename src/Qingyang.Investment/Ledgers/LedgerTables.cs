using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Ledgers;

/// <summary>How far a ledger got.</summary>
public enum LedgerStatus
{
    /// <summary>Kept for people to look at and correct; nothing is recorded before somebody confirms it.</summary>
    Draft,

    /// <summary>Kept, not yet read.</summary>
    Received,

    /// <summary>Read and planned: its batches are being recorded, or all have been.</summary>
    Planned,

    /// <summary>Nothing of it was recorded: a row was rejected and the hand-in was strict, or the file turned out to be damaged.</summary>
    Refused,
}

/// <summary>Ledgers that came in: the file as it was, and its batches with their verdicts. The rows of a batch are dropped when it is recorded.</summary>
public static class LedgerTables
{
    public const string Ledgers = EventStore.Schema + ".ledgers";
    public const string Batches = EventStore.Schema + ".ledger_batches";

    public static IEnumerable<Table> All()
    {
        var ledgers = new Table(Ledgers);
        ledgers.AddColumn<Guid>("id").AsPrimaryKey();
        ledgers.AddColumn<string>("file").NotNull();
        ledgers.AddColumn<string>("sha256").NotNull();
        ledgers.AddColumn("content", "bytea").NotNull();
        ledgers.AddColumn<string>("recorder").NotNull();
        ledgers.AddColumn<bool>("strict").NotNull();
        ledgers.AddColumn<string>("status").NotNull();
        ledgers.AddColumn<string>("refusal");
        ledgers.AddColumn("verdicts", "jsonb");
        ledgers.AddColumn<int>("rows").NotNull();
        ledgers.AddColumn<DateTimeOffset>("received_at").NotNull().DefaultValueByExpression("now()");
        ledgers.AddColumn<bool>("draft").NotNull().DefaultValueByExpression("false");   // it came as one, and may have been confirmed since
        ledgers.AddColumn<int>("revision").NotNull().DefaultValueByExpression("0");     // how often a draft was corrected
        ledgers.AddColumn<int>("previewed").NotNull().DefaultValueByExpression("0");    // the revision that the verdicts belong to
        ledgers.AddColumn<string>("confirmed_by");
        yield return ledgers;

        var batches = new Table(Batches);
        batches.AddColumn<Guid>("ledger_id").AsPrimaryKey();
        batches.AddColumn<int>("number").AsPrimaryKey();
        batches.AddColumn<int>("rows").NotNull();
        batches.AddColumn("content", "bytea");
        batches.AddColumn("verdicts", "jsonb");
        batches.AddColumn<DateTimeOffset>("recorded_at");
        batches.AddColumn<long>("written_to");
        yield return batches;

        foreach (var table in DraftTables.All())
        {
            yield return table;
        }
    }
}
