using Microsoft.Extensions.Hosting;
using Npgsql;
using Qingyang.Investment.Ledgers.Drafts;
using Wolverine.Runtime;

namespace Qingyang.Investment.Ledgers;

/// <summary>
/// At start, sends again what was left undone: a ledger that was not read, a batch that was not recorded, a draft whose preview is behind. Drafts
/// that nobody has touched for long are dropped; none is ever recorded by itself. A message that comes
/// twice finds its work done, so nobody needs to know whether the first one survived.
/// </summary>
public sealed class ResumeLedgers(NpgsqlDataSource database, IWolverineRuntime runtime, DropDraft drafts) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bus = new MessageBus(runtime);
        await drafts.DropOldAsync(stoppingToken);

        foreach (var ledger in await AllAsync($"select id, 0 from {LedgerTables.Ledgers} where status = '{LedgerStatus.Received}' order by received_at", stoppingToken))
        {
            await bus.PublishAsync(new ReadLedger(ledger.Id));
        }

        foreach (var draft in await AllAsync($"select id, 0 from {LedgerTables.Ledgers} where previewed < revision and {DraftTables.IsOpen}", stoppingToken))
        {
            await bus.PublishAsync(new PreviewDraft(draft.Id));
        }

        foreach (var batch in await AllAsync($"select ledger_id, number from {LedgerTables.Batches} where recorded_at is null order by ledger_id, number", stoppingToken))
        {
            await bus.PublishAsync(new RecordLedgerRows(batch.Id, batch.Number));
        }
    }

    private async Task<List<(Guid Id, int Number)>> AllAsync(string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var all = new List<(Guid, int)>();

        while (await rows.ReadAsync(cancellation))
        {
            all.Add((rows.GetGuid(0), rows.GetInt32(1)));
        }

        return all;
    }
}
