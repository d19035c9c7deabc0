using Microsoft.Extensions.Hosting;
using Npgsql;
using Wolverine.Runtime;

namespace Qingyang.Investment.Corrections.Undoing;

/// <summary>At start, sends again the batches that were left undone. A message that comes twice finds its work done.</summary>
public sealed class ResumeUndoings(NpgsqlDataSource database, IWolverineRuntime runtime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var find = database.CreateCommand($"select ledger_id, number from {UndoTables.Batches} where done_at is null order by ledger_id, number");
        await using var rows = await find.ExecuteReaderAsync(stoppingToken);
        var open = new List<UndoLedgerRows>();

        while (await rows.ReadAsync(stoppingToken))
        {
            open.Add(new UndoLedgerRows(rows.GetGuid(0), rows.GetInt32(1)));
        }

        var bus = new MessageBus(runtime);

        foreach (var message in open)
        {
            await bus.PublishAsync(message);
        }
    }
}
