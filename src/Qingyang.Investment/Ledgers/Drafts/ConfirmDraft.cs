using Npgsql;
using Qingyang.Investment.Platform;
using Wolverine;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>Confirms a draft (确认入账): from here on it goes the way of every ledger. Who confirms is who records.</summary>
public sealed class ConfirmDraft(NpgsqlDataSource database, IMessageBus bus)
{
    /// <param name="id">The draft.</param>
    /// <param name="strict">Record nothing if a row is rejected; null goes by what was said when it was handed in.</param>
    /// <param name="by">Becomes the recorder of every fact in it.</param>
    /// <param name="cancellation">Stops before it is confirmed.</param>
    public async Task<DraftOutcome> ConfirmAsync(Guid id, bool? strict, string by, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var confirm = new NpgsqlCommand(
            $"""
             update {LedgerTables.Ledgers} set status = '{LedgerStatus.Received}', confirmed_by = $2, strict = coalesce($3, strict), refusal = null, verdicts = null, rows = 0
             where id = $1 and {DraftTables.IsOpen}
             """, connection);
        confirm.Parameters.Add(new() { Value = id });
        confirm.Parameters.Add(new() { Value = by });
        confirm.Parameters.Add(new() { Value = strict is { } said ? said : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Boolean });

        if (await confirm.ExecuteNonQueryAsync(cancellation) > 0)
        {
            // Should this process die before the message is stored, the next start finds the ledger unread and sends it again.
            await bus.PublishAsync(new ReadLedger(id));

            return new DraftOutcome.Changed(0);
        }

        await using var find = new NpgsqlCommand($"select draft from {LedgerTables.Ledgers} where id = $1", connection);
        find.Parameters.Add(new() { Value = id });

        return await find.ExecuteScalarAsync(cancellation) switch
        {
            null => DraftOutcome.NoLedger,
            true => new DraftOutcome.Already(),   // confirmed before: the same answer again
            _ => new DraftOutcome.Refused(Say.Of("draft.recordedBefore")),
        };
    }
}
