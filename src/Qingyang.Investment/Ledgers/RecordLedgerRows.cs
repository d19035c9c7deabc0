using System.Text.Json;
using Marten;
using Npgsql;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Wolverine.Attributes;
using Wolverine.Runtime.Handlers;

namespace Qingyang.Investment.Ledgers;

/// <summary>Records one batch of a ledger: a durable message, done once however often it comes.</summary>
public sealed record RecordLedgerRows(Guid LedgerId, int Batch);

public static class RecordLedgerRowsHandler
{
    public static void Configure(HandlerChain chain) => chain.NeverGiveUp();

    [Transactional]
    public static async Task Handle(RecordLedgerRows message, IDocumentSession session, LedgerBatch batches, NpgsqlDataSource database, CancellationToken cancellation)
    {
        using var chinese = Say.InChinese();   // what is kept of a ledger is in Chinese, whoever reads it later
        var connection = await session.BeginAndLockAsync(LedgerTables.Batches, message.LedgerId, cancellation, message.Batch);
        await using var find = new NpgsqlCommand(
            $"select b.content, l.sha256, coalesce(l.confirmed_by, l.recorder) from {LedgerTables.Batches} b join {LedgerTables.Ledgers} l on l.id = b.ledger_id where b.ledger_id = $1 and b.number = $2 and b.recorded_at is null", connection);
        find.Parameters.Add(new() { Value = message.LedgerId });
        find.Parameters.Add(new() { Value = message.Batch });
        List<PlannedEnterprise> enterprises;
        LedgerOrigin origin;

        await using (var found = await find.ExecuteReaderAsync(cancellation))
        {
            if (!await found.ReadAsync(cancellation))
            {
                return;   // recorded before: this message came twice
            }

            enterprises = JsonSerializer.Deserialize<List<PlannedEnterprise>>(found.GetFieldValue<byte[]>(0))!;
            origin = new LedgerOrigin(found.GetString(1), found.GetString(2));
        }

        var result = await batches.DecideAsync(enterprises, origin, session, cancellation);
        session.Listeners.Add(new LedgerMeasures(message.LedgerId, result.Verdicts, database));
        session.CorrelationId = message.LedgerId.ToString();
        session.LastModifiedBy = origin.Recorder;

        foreach (var history in result.Histories.Where(x => x.New.Count > 0))
        {
            if (history.Version == 0)
            {
                session.Events.StartStream<Enterprise>(history.Id, history.New);
            }
            else
            {
                session.Events.Append(history.Id, history.Version + history.New.Count, history.New);
            }
        }

        if (result.Persons.Count > 0)
        {
            RememberContactPerson.Execute(session, result.Persons);
        }

        session.QueueSqlCommand(
            $"update {LedgerTables.Batches} set content = null, verdicts = ?::jsonb, recorded_at = now(), written_to = (select last_value from {EventStore.Schema}.mt_events_sequence) where ledger_id = ? and number = ?",
            JsonSerializer.Serialize(result.Verdicts), message.LedgerId, message.Batch);
    }
}
