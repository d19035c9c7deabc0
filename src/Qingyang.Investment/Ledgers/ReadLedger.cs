using System.Text.Json;
using Marten;
using Npgsql;
using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;
using Wolverine.Attributes;
using Wolverine.Runtime.Handlers;

namespace Qingyang.Investment.Ledgers;

/// <summary>Reads a ledger that was kept, plans it, and cuts it into batches.</summary>
public sealed record ReadLedger(Guid LedgerId);

public static class ReadLedgerHandler
{
    /// <summary>Enterprises go into a batch until it has this many rows: large enough to write set-wise, small enough to be lost and done again.</summary>
    private const int BatchRows = 1000;

    public static void Configure(HandlerChain chain) => chain.NeverGiveUp();

    [Transactional]
    public static async Task<IEnumerable<RecordLedgerRows>> Handle(
        ReadLedger message, IDocumentSession session, LedgerReading reading, LedgerDryRun dryRun, LedgerLimits limits, NpgsqlDataSource database, CancellationToken cancellation)
    {
        using var chinese = Say.InChinese();   // what is kept of a ledger is in Chinese, whoever reads it later
        var connection = await session.BeginAndLockAsync(LedgerTables.Ledgers, message.LedgerId, cancellation);

        if (await KeptLedger.FindAsync(message.LedgerId, connection, cancellation) is not { Status: LedgerStatus.Received } kept)
        {
            return [];   // read before: this message came twice
        }

        LedgerPlan plan;

        try
        {
            using var file = kept.Open(limits);
            plan = await reading.PlanAsync(file, cancellation);
        }
        catch (LedgerUnreadableException e)
        {
            Conclude(session, message.LedgerId, LedgerStatus.Refused, LedgerVerdicts.None, rows: 0, e.Message);

            return [];
        }

        var rows = plan.Enterprises.Sum(x => x.Rows.Count);

        if (kept.Strict && await dryRun.RunAsync(plan, kept.Origin, cancellation) is { Verdicts.Rejections.Count: > 0 } foreseen)
        {
            Conclude(session, message.LedgerId, LedgerStatus.Refused, foreseen.Verdicts, rows, Say.Of("ledger.strict.refused"));

            if (kept.CameAsDraft)
            {
                DraftRows.QueueVerdicts(session, message.LedgerId, foreseen);
            }

            return [];
        }

        Conclude(session, message.LedgerId, LedgerStatus.Planned, LedgerVerdicts.Rejected(plan), rows, refusal: null);
        session.Listeners.Add(new LedgerMeasures(message.LedgerId, LedgerVerdicts.Rejected(plan), database));

        if (kept.CameAsDraft)
        {
            DraftRows.QueueDrop(session, message.LedgerId);
        }

        var batches = Cut(plan).ToList();
        session.QueueSqlCommand(
            $"insert into {LedgerTables.Batches} (ledger_id, number, rows, content) select ?, * from unnest(?::int[], ?::int[], ?::bytea[])",
            message.LedgerId, Enumerable.Range(0, batches.Count).ToArray(), batches.Select(x => x.Sum(e => e.Rows.Count)).ToArray(), batches.Select(x => JsonSerializer.SerializeToUtf8Bytes(x)).ToArray());

        return Enumerable.Range(0, batches.Count).Select(number => new RecordLedgerRows(message.LedgerId, number));
    }

    private static IEnumerable<List<PlannedEnterprise>> Cut(LedgerPlan plan)
    {
        var (batch, rows) = (new List<PlannedEnterprise>(), 0);

        foreach (var enterprise in plan.Enterprises)
        {
            batch.Add(enterprise);

            if ((rows += enterprise.Rows.Count) >= BatchRows)
            {
                yield return batch;
                (batch, rows) = ([], 0);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static void Conclude(IDocumentSession session, Guid id, LedgerStatus status, LedgerVerdicts verdicts, int rows, string? refusal) => session.QueueSqlCommand(
        $"update {LedgerTables.Ledgers} set status = ?, verdicts = ?::jsonb, rows = ?, refusal = nullif(?, '') where id = ?",
        status.ToString(), JsonSerializer.Serialize(verdicts), rows, refusal ?? "", id);
}
