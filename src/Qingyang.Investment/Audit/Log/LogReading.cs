using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>What the API tells of the log, put together from several tables.</summary>
public sealed class LogReading(SealedLog log, NpgsqlDataSource database)
{
    public async Task<LogStateAnswer> StateAsync(CancellationToken cancellation)
    {
        var (keys, checkpoints) = (await log.KeysAsync(cancellation), new List<CheckpointAnswer>());
        var (state, unsealed) = await ReadAsync(cancellation);

        foreach (var suite in Suites.All)
        {
            if (await log.NewestAsync(suite, cancellation) is { } newest)
            {
                checkpoints.Add(CheckpointAnswer.Of(newest));
            }
        }

        return new LogStateAnswer(
            keys?.LogId, state.Size, state.Sealed, unsealed, state.Trouble is null, state.Anchored, Tell(state), state.CheckedAt, checkpoints);
    }

    /// <summary>How far it is sealed, and how many events there are above.</summary>
    public async Task<(LogState State, long Unsealed)> ReadAsync(CancellationToken cancellation)
    {
        var state = await log.StateAsync(cancellation);
        await using var count = database.CreateCommand($"select count(*) from {EventStore.Schema}.mt_events where seq_id > $1");
        count.Parameters.Add(new() { Value = state.High });

        return (state, (long)(await count.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>One sentence for the state, in the language of whoever asks.</summary>
    public static string Tell(LogState state) => state.Trouble?.Tell() ?? (state.Anchored ? Say.Of("log.well") : Say.Of("log.noAnchor"));

    /// <summary>The proof of an event for the newest checkpoints; without one, whether there is such an event at all.</summary>
    public async Task<(EventProof? Proof, bool IsThere)> ProveAsync(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } e)
        {
            return (null, false);
        }

        if (await log.LeafOfAsync(e.Position, cancellation) is not { } leaf)
        {
            return (null, true);
        }

        var (bytes, proofs) = (new LeafBytes(), new List<LeafProof>());
        bytes.OfEvent(e);

        foreach (var suite in Suites.All)
        {
            if (await log.NewestAsync(suite, cancellation) is not { } newest || newest.Size <= leaf)
            {
                return (null, true);
            }

            var hash = new byte[ISuite.HashSize];
            suite.HashLeaf(bytes.Prefixed, hash);   // of the event as it is now: where it was altered, the path does not lead to the root
            var path = await log.InclusionAsync(suite, leaf, newest.Size, cancellation);
            proofs.Add(new LeafProof(suite.Name, Convert.ToBase64String(hash), newest.Size, [.. path.Select(Convert.ToBase64String)], newest.Note));
        }

        return (new EventProof(leaf, e.ToLine(leaf), proofs), true);
    }

    private async Task<StoredEvent?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select {StoredEvent.Columns} from {EventStore.Schema}.mt_events e where e.id = $1");
        find.Parameters.Add(new() { Value = id });
        await using var row = await find.ExecuteReaderAsync(cancellation);

        return await row.ReadAsync(cancellation) ? StoredEvent.Of(row) : null;
    }
}
