using Marten;

namespace Qingyang.Investment.Ledgers;

/// <summary>What would come of a ledger: the verdicts, and which rows are duplicates. Every row that is neither duplicate nor rejected would be recorded.</summary>
public sealed record LedgerForecast(LedgerVerdicts Verdicts, IReadOnlyList<RowPlace> Duplicates, int Rows);

/// <summary>Tells every verdict that a ledger would get, by the same plan and the same decisions, and records nothing.</summary>
public sealed class LedgerDryRun(IDocumentStore store, LedgerBatch batches)
{
    private const int BatchEnterprises = 500;

    public async Task<LedgerForecast> RunAsync(LedgerPlan plan, LedgerOrigin origin, CancellationToken cancellation)
    {
        var (verdicts, duplicates) = (LedgerVerdicts.Rejected(plan), new List<RowPlace>());

        foreach (var batch in plan.Enterprises.Chunk(BatchEnterprises))
        {
            await using var session = store.LightweightSession();
            var decided = await batches.DecideAsync(batch, origin, session, cancellation);
            verdicts += decided.Verdicts;
            duplicates.AddRange(decided.Duplicates);
        }

        return new LedgerForecast(verdicts, duplicates, plan.Enterprises.Sum(x => x.Rows.Count));
    }
}
