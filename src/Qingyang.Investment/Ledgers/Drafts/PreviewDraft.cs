using Marten;
using Npgsql;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;
using Wolverine.Attributes;
using Wolverine.Runtime.Handlers;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>Brings the preview of a draft up to its last correction: one row may change the verdicts of many, so all of it is decided anew.</summary>
public sealed record PreviewDraft(Guid LedgerId);

public static class PreviewDraftHandler
{
    public static void Configure(HandlerChain chain) => chain.NeverGiveUp();

    /// <summary>Corrections that come while it works are not held up: they find the preview behind them, and their own message brings it on.</summary>
    [NonTransactional]
    public static async Task Handle(
        PreviewDraft message, IDocumentStore store, NpgsqlDataSource database, LedgerPreview preview, LedgerLimits limits, CancellationToken cancellation)
    {
        using var chinese = Say.InChinese();   // what is kept of a ledger is in Chinese, whoever reads it later

        if (await BehindAsync(message.LedgerId, database, cancellation) is not { } kept)
        {
            return;   // corrected several times at once: the first message did it for all
        }

        var (foreseen, unreadable) = await ForeseeAsync(kept, preview, limits, cancellation);
        await using var session = store.LightweightSession();
        var connection = await session.BeginAndLockAsync(LedgerTables.Ledgers, message.LedgerId, cancellation);

        if (await IsStillAsync(message.LedgerId, kept.Revision, connection, cancellation))
        {
            DraftRows.QueueVerdicts(session, message.LedgerId, foreseen);

            if (unreadable is not null)
            {
                session.QueueSqlCommand($"update {LedgerTables.Ledgers} set status = '{LedgerStatus.Refused}', refusal = ? where id = ?", unreadable, message.LedgerId);
            }

            await session.SaveChangesAsync(cancellation);
        }
    }

    private static async Task<(LedgerForecast, string? Unreadable)> ForeseeAsync(KeptLedger kept, LedgerPreview preview, LedgerLimits limits, CancellationToken cancellation)
    {
        try
        {
            using var file = kept.Open(limits);

            return (await preview.ForeseeAsync(file, kept.Origin, cancellation), null);
        }
        catch (LedgerUnreadableException e)
        {
            return (new LedgerForecast(LedgerVerdicts.None, [], 0), e.Message);   // it could be read before: the limits were lowered since
        }
    }

    private static async Task<KeptLedger?> BehindAsync(Guid id, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var behind = new NpgsqlCommand($"select exists (select from {LedgerTables.Ledgers} where id = $1 and previewed < revision and {DraftTables.IsOpen})", connection);
        behind.Parameters.Add(new() { Value = id });

        return (bool)(await behind.ExecuteScalarAsync(cancellation))! ? await KeptLedger.FindAsync(id, connection, cancellation) : null;
    }

    /// <summary>Neither corrected again, nor confirmed or dropped meanwhile.</summary>
    private static async Task<bool> IsStillAsync(Guid id, int revision, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var still = new NpgsqlCommand($"select exists (select from {LedgerTables.Ledgers} where id = $1 and revision = $2 and {DraftTables.IsOpen})", connection);
        still.Parameters.Add(new() { Value = id });
        still.Parameters.Add(new() { Value = revision });

        return (bool)(await still.ExecuteScalarAsync(cancellation))!;
    }
}
