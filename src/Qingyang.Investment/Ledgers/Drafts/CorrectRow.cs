using System.Text.Json;
using Npgsql;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;
using Wolverine;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>What a draft's row should say (更正一行): texts by column. Without any cell the row is left out. The reason is for those who read it later.</summary>
public sealed record CorrectedCells(IReadOnlyDictionary<string, string?>? Cells, string? Reason = null);

/// <summary>Which row, and who corrects it.</summary>
public sealed record RowToCorrect(Guid LedgerId, LedgerSheet Sheet, int Row, string By);

/// <summary>Corrects single rows of a draft in place, beside the file, which stays as it is.</summary>
public sealed class CorrectRow(NpgsqlDataSource database, IMessageBus bus)
{
    public const int LongestReason = 500;

    /// <summary>Puts a correction in the place of the one before. What says the same as the file is no correction.</summary>
    public Task<DraftOutcome> CorrectAsync(RowToCorrect row, CorrectedCells corrected, CancellationToken cancellation) => ChangeAsync(row, async (header, cells, connection) =>
    {
        var (correction, fault) = CorrectionReading.Read(row.Sheet, header, cells, corrected, row.By);

        return fault is not null ? new DraftOutcome.Wrong(fault.Column, fault.Message)
            : await (correction is null ? TakeBackAsync(row, connection, cancellation) : KeepAsync(row, correction, connection, cancellation));
    }, cancellation);

    /// <summary>Takes a correction back: the row says again what stands in the file.</summary>
    public Task<DraftOutcome> TakeBackAsync(RowToCorrect row, CancellationToken cancellation) =>
        ChangeAsync(row, (_, _, connection) => TakeBackAsync(row, connection, cancellation), cancellation);

    private async Task<DraftOutcome> ChangeAsync(
        RowToCorrect row, Func<LedgerHeader, IReadOnlyList<string>, NpgsqlConnection, Task<DraftOutcome>> change, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        if (await Draft.LockAsync(row.LedgerId, connection, cancellation) is { } refused)
        {
            return refused;
        }

        if (await CellsAsync(row with { Row = 1 }, connection, cancellation) is not { } texts || row.Row == 1 || await CellsAsync(row, connection, cancellation) is not { } cells)
        {
            return new DraftOutcome.Unknown(Say.Of("draft.row.unknown", row.Sheet.ChineseName(), row.Row));
        }

        var outcome = await change(LedgerHeader.Read(row.Sheet, [.. texts], out _)!, cells, connection);

        if (outcome is DraftOutcome.Changed)
        {
            await using var raise = new NpgsqlCommand(
                $"update {LedgerTables.Ledgers} set status = '{LedgerStatus.Draft}', refusal = null, revision = revision + 1 where id = $1 returning revision", connection);
            raise.Parameters.Add(new() { Value = row.LedgerId });
            outcome = new DraftOutcome.Changed((int)(await raise.ExecuteScalarAsync(cancellation))!);
            await transaction.CommitAsync(cancellation);

            // Should this process die before the message is stored, the next start finds the preview behind and sends it again.
            await bus.PublishAsync(new PreviewDraft(row.LedgerId));
        }

        return outcome;
    }

    private static async Task<DraftOutcome> KeepAsync(RowToCorrect row, RowCorrection correction, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var keep = new NpgsqlCommand(
            $"""
             insert into {DraftTables.Corrections} as c (ledger_id, sheet, row, cells, reason, corrected_by) values ($1, $2, $3, $4::jsonb, nullif($5, ''), $6)
             on conflict (ledger_id, sheet, row) do update set cells = excluded.cells, reason = excluded.reason, corrected_by = excluded.corrected_by, corrected_at = now()
             where (c.cells, c.reason, c.corrected_by) is distinct from (excluded.cells, excluded.reason, excluded.corrected_by)
             """, connection);

        foreach (var value in new object[] { row.LedgerId, (int)row.Sheet, row.Row, JsonSerializer.Serialize(correction.Cells), correction.Reason ?? "", correction.By })
        {
            keep.Parameters.Add(new() { Value = value });
        }

        return await keep.ExecuteNonQueryAsync(cancellation) > 0 ? new DraftOutcome.Changed(0) : new DraftOutcome.Already();
    }

    private static async Task<DraftOutcome> TakeBackAsync(RowToCorrect row, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var drop = new NpgsqlCommand($"delete from {DraftTables.Corrections} where ledger_id = $1 and sheet = $2 and row = $3", connection);
        drop.At(row);

        return await drop.ExecuteNonQueryAsync(cancellation) > 0 ? new DraftOutcome.Changed(0) : new DraftOutcome.Already();
    }

    private static async Task<List<string>?> CellsAsync(RowToCorrect row, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand($"select cells from {DraftTables.Rows} where ledger_id = $1 and sheet = $2 and row = $3", connection);
        find.At(row);

        return await find.ExecuteScalarAsync(cancellation) is string json ? DraftCells.TextsFromJson(json) : null;
    }
}
