using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Webhooks;

namespace Qingyang.Investment.Operations;

/// <summary>How far the read models are behind the log. <paramref name="StandsAt"/>: the event at which they stand still, if they do.</summary>
public sealed record ReadModelsBehind(long Position, long BehindEvents, double BehindSeconds, long? StandsAt);

/// <summary>How far receivers are behind: <paramref name="Behind"/> is the one that is furthest.</summary>
public sealed record WebhooksBehind(long Behind, long Failing);

/// <summary>The log that can be checked. <paramref name="Signed"/>: false where it does not match its evidence, or that cannot be reached, and nothing more is signed.</summary>
public sealed record LogSealed(long Sealed, long Unsealed, bool Signed, bool Anchored, string Detail);

/// <summary>Whether everything works (就绪), and what is behind by how much. Without insides: strangers read it.</summary>
public sealed record ReadinessAnswer(bool Ready, string Detail, ReadModelsBehind? ReadModels = null, long? LedgersWaiting = null, WebhooksBehind? Webhooks = null, LogSealed? Log = null);

/// <summary>Asks the store how it all stands, and answers in time even where the store does not.</summary>
public sealed class Readiness(NpgsqlDataSource database, LogReading log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan StandingStill = TimeSpan.FromMinutes(1);

    private static readonly string Sql =
        $"""
         with log as (select * from {EventStore.Schema}.mt_events where seq_id > {ReadModels.PositionSql} and type <> 'tombstone'),
              settled as (select coalesce((select last_seq_id from {EventStore.Schema}.mt_event_progression where name = 'HighWaterMark'), 0) as position),
              progress as (select agent_status, failure_event_sequence, last_updated from {EventStore.Schema}.mt_event_progression where name = '{ReadModels.Shard}'),
              hooks as (select failures, (select count(*) from {EventStore.Schema}.mt_events e, settled s
                                          where e.seq_id > w.position and e.seq_id <= s.position and e.type <> 'tombstone' and (w.types is null or e.type = any(w.types))) as behind
                        from {WebhookTable.Name} w where not paused)
         select {ReadModels.PositionSql}, (select count(*) from log), coalesce((select extract(epoch from now() - min(timestamp)) from log), 0)::float8, (select min(seq_id) from log),
                (select agent_status from progress), (select failure_event_sequence from progress), coalesce((select extract(epoch from now() - last_updated) from progress), 1e9)::float8,
                (select count(*) from {LedgerTables.Ledgers} l where status = '{LedgerStatus.Received}' or exists (select from {LedgerTables.Batches} b where b.ledger_id = l.id and recorded_at is null)),
                coalesce((select max(behind) from hooks), 0), (select count(*) from hooks where failures > 0)
         """;

    private Task<(ReadinessAnswer, LogState, long)>? asking;

    public async Task<ReadinessAnswer> AskAsync(CancellationToken cancellation)
    {
        // A store that hangs is asked once, however many want to know.
        var answer = asking is { IsCompleted: false } under ? under : asking = AskStoreAsync();

        try
        {
            var (told, state, unsealed) = await answer.WaitAsync(Patience, cancellation);

            return told with { Detail = state.Trouble?.Tell() ?? Tell(told.ReadModels!), Log = new LogSealed(state.Sealed, unsealed, state.Trouble is null, state.Anchored, LogReading.Tell(state)) };
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return new ReadinessAnswer(Ready: false, Say.Of("health.noDatabase"));
        }
    }

    private async Task<(ReadinessAnswer Answer, LogState Log, long Unsealed)> AskStoreAsync()
    {
        var (state, unsealed) = await log.ReadAsync(CancellationToken.None);
        await using var ask = database.CreateCommand(Sql);
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        var (behind, seconds, since) = (row.GetInt64(1), row.GetDouble(2), TimeSpan.FromSeconds(row.GetDouble(6)));
        var stopped = !row.IsDBNull(4) && row.GetString(4) is "Paused" or "Stopped";
        var stands = behind > 0 && (stopped || (TimeSpan.FromSeconds(seconds) > StandingStill && since > StandingStill));
        var models = new ReadModelsBehind(row.GetInt64(0), behind, Math.Round(seconds, 1), stands ? row.IsDBNull(5) ? row.GetInt64(3) : row.GetInt64(5) : null);

        return (new ReadinessAnswer(!stands && state.Trouble is null, Detail: "", models, row.GetInt64(7), new WebhooksBehind(row.GetInt64(8), row.GetInt64(9))), state, unsealed);
    }

    /// <summary>In the language of whoever asks: the store is asked once for all of them.</summary>
    private static string Tell(ReadModelsBehind models) =>
        models.StandsAt is { } at ? Say.Of("health.standsStill", at) : models.BehindEvents > 0 ? Say.Of("health.behind", models.BehindEvents) : Say.Of("health.well");
}
