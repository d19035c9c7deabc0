using System.Text.Json;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>
/// What is kept of a draft (草稿) beside its file: its rows, as they stand in the file, with their verdicts, for people to page through; and
/// what was corrected. Rows are dropped when the ledger is recorded, corrections stay: the file alone does not tell what was recorded.
/// </summary>
public static class DraftTables
{
    public const string Rows = EventStore.Schema + ".ledger_rows";
    public const string Corrections = EventStore.Schema + ".ledger_corrections";

    /// <summary>A row of a sheet that says what the columns are; every other verdict is one of <see cref="DraftRows.Verdicts"/>.</summary>
    public const string Header = "header";

    /// <summary>A draft, also one whose strict confirmation was refused: nothing of it was recorded, and it can be corrected.</summary>
    public static readonly string IsOpen = $"(draft and status in ('{LedgerStatus.Draft}', '{LedgerStatus.Refused}'))";

    public static IEnumerable<Table> All()
    {
        var rows = new Table(Rows);
        rows.AddColumn<Guid>("ledger_id").AsPrimaryKey();
        rows.AddColumn<int>("sheet").AsPrimaryKey();
        rows.AddColumn<int>("row").AsPrimaryKey();
        rows.AddColumn("cells", "jsonb").NotNull();
        rows.AddColumn<string>("verdict").NotNull();
        rows.AddColumn("faults", "jsonb");
        yield return rows;

        var corrections = new Table(Corrections);
        corrections.AddColumn<Guid>("ledger_id").AsPrimaryKey();
        corrections.AddColumn<int>("sheet").AsPrimaryKey();
        corrections.AddColumn<int>("row").AsPrimaryKey();
        corrections.AddColumn("cells", "jsonb").NotNull();
        corrections.AddColumn<string>("reason");
        corrections.AddColumn<string>("corrected_by").NotNull();
        corrections.AddColumn<DateTimeOffset>("corrected_at").NotNull().DefaultValueByExpression("now()");
        yield return corrections;
    }

    public static Dictionary<string, string> CellsFrom(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
}
