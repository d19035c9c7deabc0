using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// Signs what the log came to (签发检查点), and before that looks whether it goes on from all that was signed. A new one is put into the anchor before
/// the database knows it, so that the outside is never behind.
/// </summary>
public sealed class Checkpointing(Anchor? anchor, LogKeys keys, SealingSettings settings, TimeProvider clock)
{
    private readonly Evidence evidence = new(anchor, keys);
    private long? signed;
    private long looked;

    /// <summary>Whether it is time to look, with or without anything new to sign.</summary>
    public bool IsDue(long size) => clock.GetElapsedTime(looked) >= settings.CheckpointEvery || IsNew(size);

    /// <summary>Looks whether the log goes on from all that was signed, and tells it to whoever asks for the state.</summary>
    /// <returns>Null where all is well.</returns>
    public async Task<LogTrouble?> LookAsync(long size, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var trouble = await evidence.FindTroubleAsync(size, connection, cancellation);
        looked = clock.GetTimestamp();
        await LogState.TellAsync(anchor is not null, trouble, clock.GetUtcNow(), connection, cancellation);

        return trouble;
    }

    /// <summary>The same, and where all is well signs the log as its tables hold it, if there is anything new and it is time.</summary>
    /// <param name="end">Every number up to it is in a leaf.</param>
    public async Task<LogTrouble?> LookAndSignAsync(long size, long end, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await LookAsync(size, connection, cancellation) is { } trouble)
        {
            return trouble;
        }

        return IsNew(size) ? await SignAsync(size, end, connection, cancellation) : null;
    }

    private bool IsNew(long size) => size > evidence.Size
        && (signed is not { } at || size - evidence.Size >= settings.CheckpointLeaves || clock.GetElapsedTime(at) >= settings.CheckpointEvery);

    private async Task<LogTrouble?> SignAsync(long size, long end, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var made = new List<SignedCheckpoint>();

        foreach (var suite in Suites.All.Where(x => evidence.SizeUnder(x) < size))   // a kill may have left one of them behind
        {
            var checkpoint = new Checkpoint(keys.Of(suite).Name, size, await TileStore.RootAsync(suite, size, connection, cancellation), end, at);
            made.Add(new SignedCheckpoint(suite.Name, size, end, checkpoint.Root, at, keys.Sign(suite, checkpoint)));
        }

        if (!TryAnchor(made))
        {
            var trouble = new LogTrouble(TroubleKind.Unreachable, "", null, 0, size);
            await LogState.TellAsync(anchored: true, trouble, clock.GetUtcNow(), connection, cancellation);

            return trouble;
        }

        await CheckpointBook.AddAsync(made, connection, cancellation);
        evidence.Signed(made);
        signed = clock.GetTimestamp();
        settings.At(SealingStep.Recorded);

        return null;
    }

    private bool TryAnchor(List<SignedCheckpoint> made)
    {
        try
        {
            foreach (var x in made)
            {
                anchor?.Put(keys.LogId, Suites.Of(x.Suite)!, x.Size, x.Note);
                settings.At(x == made[^1] ? SealingStep.Anchored : SealingStep.HalfAnchored);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
