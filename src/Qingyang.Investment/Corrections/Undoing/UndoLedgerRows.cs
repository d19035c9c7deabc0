using System.Text.Json;
using JasperFx.Events;
using Marten;
using Npgsql;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Platform;
using Wolverine.Attributes;
using Wolverine.Runtime.Handlers;

namespace Qingyang.Investment.Corrections.Undoing;

/// <summary>Undoes a batch of a ledger: a durable message, done once however often it comes.</summary>
public sealed record UndoLedgerRows(Guid LedgerId, int Batch);

public static class UndoLedgerRowsHandler
{
    public static void Configure(HandlerChain chain) => chain.NeverGiveUp();

    [Transactional]
    public static async Task Handle(UndoLedgerRows message, IDocumentSession session, CancellationToken cancellation)
    {
        using var chinese = Say.InChinese();   // what is kept is in Chinese, whoever reads it later
        var connection = await session.BeginAndLockAsync(UndoTables.Batches, message.LedgerId, cancellation, message.Batch);
        await using var find = new NpgsqlCommand(
            $"select b.enterprises, u.asked_by, u.source, u.reason from {UndoTables.Batches} b join {UndoTables.Undoings} u using (ledger_id) where ledger_id = $1 and number = $2 and done_at is null", connection);
        find.Parameters.Add(new() { Value = message.LedgerId });
        find.Parameters.Add(new() { Value = message.Batch });
        Guid[] ids;
        string by, source, reason;

        await using (var found = await find.ExecuteReaderAsync(cancellation))
        {
            if (!await found.ReadAsync(cancellation))
            {
                return;   // done before: this message came twice
            }

            (ids, by, source, reason) = (found.GetFieldValue<Guid[]>(0), found.GetString(1), found.GetString(2), found.GetString(3));
        }

        await session.HoldAsync([.. ids.Select(x => $"enterprise {x}")], cancellation);
        var merged = await Merging.CountsIntoAsync(ids, session, cancellation);
        var histories = (await session.Events.QueryAllRawEvents().Where(x => ids.Contains(x.StreamId)).OrderBy(x => x.Sequence).ToListAsync(cancellation)).ToLookup(x => x.StreamId);
        var (reversed, left) = (0, new List<LeftAlone>());
        session.CorrelationId = Entry.IdFrom("undo", message.LedgerId.ToString()).ToString();
        session.LastModifiedBy = by;

        foreach (var history in histories)
        {
            var undone = LedgerUndo.Of(message.LedgerId, [.. history], new MergedIn(merged.GetValueOrDefault(history.Key)), reason);
            left.AddRange(undone.Left);
            reversed += undone.Retracted.Count;

            if (undone.Retracted.Count > 0)
            {
                session.Events.Append(history.Key, history.Count() + undone.Retracted.Count, undone.Retracted.Select(x => Stamped(session.Events.BuildEvent(x), x.EntryId)));
            }
        }

        session.QueueSqlCommand(
            $"update {UndoTables.Batches} set done_at = now(), reversed = ?, left_alone = ?::jsonb where ledger_id = ? and number = ?", reversed, JsonSerializer.Serialize(left), message.LedgerId, message.Batch);

        IEvent Stamped(IEvent e, Guid retracted)
        {
            new Entry(Entry.IdFrom("undo", message.LedgerId.ToString(), retracted.ToString()), Digest: null, by, source, Guid.Empty) { Reason = reason }.Stamp(e, 0);

            return e;
        }
    }
}
