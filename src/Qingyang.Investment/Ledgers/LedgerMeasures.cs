using Marten;
using Marten.Services;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>Counts the rows that were decided on once that is recorded, and how long the ledger took once all of them are. (Two that end at once may both tell it.)</summary>
public sealed class LedgerMeasures(Guid ledger, LedgerVerdicts verdicts, NpgsqlDataSource database) : DocumentSessionListenerBase
{
    public override async Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        foreach (var (sheet, rows) in verdicts.Sheets)
        {
            Count(sheet, "accepted", rows.Accepted);
            Count(sheet, "duplicate", rows.Duplicate);
            Count(sheet, "rejected", rows.Rejected);
        }

        if (!Measures.Imports.Enabled)
        {
            return;
        }

        await using var ask = database.CreateCommand(
            $"select extract(epoch from now() - received_at)::float8 from {LedgerTables.Ledgers} where id = $1 and not exists (select from {LedgerTables.Batches} where ledger_id = $1 and recorded_at is null)");
        ask.Parameters.Add(new() { Value = ledger });

        if (await ask.ExecuteScalarAsync(token) is double seconds)
        {
            Measures.Imports.Record(seconds);
        }
    }

    private static void Count(string sheet, string verdict, int rows)
    {
        if (rows > 0)
        {
            Measures.LedgerRows.Add(rows, new("sheet", sheet), new("verdict", verdict));
        }
    }
}
