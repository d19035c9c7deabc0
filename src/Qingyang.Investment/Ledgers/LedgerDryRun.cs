using Marten;

namespace Qingyang.Investment.Ledgers;

/// <summary>Tells every verdict that a ledger would get, by the same plan and the same decisions, and records nothing.</summary>
public sealed class LedgerDryRun(IDocumentStore store, LedgerBatch batches)
{
    private const int BatchEnterprises = 500;

    public async Task<LedgerVerdicts> RunAsync(LedgerPlan plan, LedgerOrigin origin, CancellationToken cancellation)
    {
        var verdicts = LedgerVerdicts.Rejected(plan);

        foreach (var batch in plan.Enterprises.Chunk(BatchEnterprises))
        {
            await using var session = store.LightweightSession();
            verdicts += (await batches.DecideAsync(batch, origin, session, cancellation)).Verdicts;
        }

        return verdicts;
    }
}
