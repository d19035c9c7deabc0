using Npgsql;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Platform;
using Wolverine;

namespace Qingyang.Investment.Corrections.Undoing;

/// <summary>
/// Undoes a whole ledger (撤销入账): every entry that its rows became is retracted by an event of its own, in durable batches. What others have
/// built on since stays, and is listed.
/// </summary>
public sealed class UndoLedger(NpgsqlDataSource database, LedgerAnswers ledgers, IMessageBus bus)
{
    /// <summary>Enterprises in a batch.</summary>
    private const int BatchSize = 200;

    /// <summary>Null where it was begun, now or before; else why not.</summary>
    public async Task<Outcome?> BeginAsync(Guid ledger, string reason, Actor actor, string source, CancellationToken cancellation)
    {
        switch (await ledgers.FindAsync(ledger, cancellation))
        {
            case null:
                return new Outcome.Unknown(Say.Of("ledger.unknown"));
            case { Status: not LedgerAnswer.Done }:
                return new Outcome.Refused("not-recorded", Say.Of("undo.notRecorded"));
            default:
                break;
        }

        foreach (var number in await KeepAsync(ledger, reason, actor, source, cancellation))
        {
            await bus.PublishAsync(new UndoLedgerRows(ledger, number));
        }

        return null;
    }

    /// <summary>The batches that it is cut into; none where somebody asked before.</summary>
    private async Task<IReadOnlyList<int>> KeepAsync(Guid ledger, string reason, Actor actor, string source, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var keep = new NpgsqlCommand(
            $"insert into {UndoTables.Undoings} (ledger_id, asked_by, source, reason) values ($1, $2, $3, $4) on conflict do nothing returning 1", connection);

        foreach (var value in (object[])[ledger, actor.Name, source, reason.Trim()])
        {
            keep.Parameters.Add(new() { Value = value });
        }

        if (await keep.ExecuteScalarAsync(cancellation) is null)
        {
            return [];
        }

        await using var cut = new NpgsqlCommand(
            $"""
             insert into {UndoTables.Batches} (ledger_id, number, enterprises)
             select $1, number, array_agg(stream_id) from (
               select stream_id, (row_number() over (order by min(seq_id)) - 1) / {BatchSize} as number from {EventStore.Schema}.mt_events where correlation_id = $2 group by stream_id) x
             group by number returning number
             """, connection);
        cut.Parameters.Add(new() { Value = ledger });
        cut.Parameters.Add(new() { Value = ledger.ToString() });
        var numbers = new List<int>();

        await using (var rows = await cut.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                numbers.Add(rows.GetInt32(0));
            }
        }

        await transaction.CommitAsync(cancellation);

        return numbers;
    }
}
