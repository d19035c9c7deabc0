using System.Text.Json;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>The rows of drafts, each with its verdict: written once, all together; after that a verdict is written where it has changed.</summary>
public static class DraftRows
{
    public const string Accepted = "accepted", Duplicate = "duplicate", Rejected = "rejected";

    public static readonly IReadOnlyList<string> Verdicts = [Rejected, Accepted, Duplicate];

    /// <summary>Row 1 is the header's.</summary>
    public static async Task CopyAsync(Guid ledger, LedgerFile file, LedgerForecast foreseen, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var other = Others(foreseen).ToDictionary(x => x.Place);
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {DraftTables.Rows} (ledger_id, sheet, row, cells, verdict, faults) from stdin (format binary)", cancellation);

        foreach (var table in file.Tables)
        {
            await WriteAsync(new RowPlace(table.Sheet, 1), table.Header.Texts, DraftTables.Header, faults: null);

            foreach (var row in table.Rows)
            {
                var place = new RowPlace(table.Sheet, row.Number);
                await (other.TryGetValue(place, out var x) ? WriteAsync(place, row.Cells, x.Verdict, x.Faults) : WriteAsync(place, row.Cells, Accepted, faults: null));
            }
        }

        await copy.CompleteAsync(cancellation);

        async Task WriteAsync(RowPlace place, IReadOnlyList<object?> cells, string verdict, string? faults)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(ledger, NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync((int)place.Sheet, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(place.Row, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(DraftCells.ToJson(cells), NpgsqlDbType.Jsonb, cancellation);
            await copy.WriteAsync(verdict, NpgsqlDbType.Text, cancellation);
            await (faults is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(faults, NpgsqlDbType.Jsonb, cancellation));
        }
    }

    /// <summary>The verdicts as they are now: of the ledger, and of every row where they differ from before.</summary>
    public static void QueueVerdicts(IDocumentSession session, Guid ledger, LedgerForecast foreseen)
    {
        var others = Others(foreseen).ToList();
        session.QueueSqlCommand(
            $"update {LedgerTables.Ledgers} set verdicts = ?::jsonb, rows = ?, previewed = revision where id = ?",
            JsonSerializer.Serialize(foreseen.Verdicts), foreseen.Rows, ledger);
        session.QueueSqlCommand(
            $"""
             update {DraftTables.Rows} r set verdict = coalesce(n.verdict, '{Accepted}'), faults = n.faults
             from {DraftTables.Rows} o left join unnest(?::int[], ?::int[], ?::text[], ?::jsonb[]) n (sheet, row, verdict, faults) on n.sheet = o.sheet and n.row = o.row
             where o.ledger_id = ? and o.verdict <> '{DraftTables.Header}' and (o.verdict <> coalesce(n.verdict, '{Accepted}') or o.faults is distinct from n.faults)
               and r.ledger_id = o.ledger_id and r.sheet = o.sheet and r.row = o.row
             """,
            others.Select(x => (int)x.Place.Sheet).ToArray(), others.Select(x => x.Place.Row).ToArray(), others.Select(x => x.Verdict).ToArray(), others.Select(x => x.Faults).ToArray(), ledger);
    }

    public static void QueueDrop(IDocumentSession session, Guid ledger) => session.QueueSqlCommand($"delete from {DraftTables.Rows} where ledger_id = ?", ledger);

    /// <summary>Every row that would not be recorded.</summary>
    private static IEnumerable<(RowPlace Place, string Verdict, string? Faults)> Others(LedgerForecast foreseen) =>
    [
        .. foreseen.Duplicates.Select(x => (x, Duplicate, (string?)null)),
        .. foreseen.Verdicts.Rejections.GroupBy(x => (x.Sheet, x.Row)).Select(x => (
            new RowPlace(LedgerFormat.Sheets.Single(s => s.ChineseName() == x.Key.Sheet), x.Key.Row), Rejected,
            (string?)JsonSerializer.Serialize(x.Select(r => new LedgerFault(r.Column, r.Reason, r.Message))))),
    ];
}
