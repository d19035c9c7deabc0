using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>What was signed of the log (存证): the newest checkpoints that its database keeps, and those in the anchor. The log must go on from each of them.</summary>
public sealed class Evidence(Anchor? anchor, LogKeys keys)
{
    private readonly Dictionary<ISuite, long> sizes = [];

    /// <summary>The largest size that is signed under all suites; 0 where there is none.</summary>
    public long Size => Suites.All.Min(SizeUnder);

    public long SizeUnder(ISuite suite) => sizes.GetValueOrDefault(suite);

    public void Signed(IEnumerable<SignedCheckpoint> checkpoints)
    {
        foreach (var x in checkpoints)
        {
            sizes[Suites.Of(x.Suite)!] = x.Size;
        }
    }

    /// <summary>Null where the log, which has that many leaves, goes on from all of it.</summary>
    public async Task<LogTrouble?> FindTroubleAsync(long size, NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var suite in Suites.All)
        {
            try
            {
                if (await FindTroubleAsync(suite, size, connection, cancellation) is { } trouble)
                {
                    return trouble;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new LogTrouble(TroubleKind.Unreachable, suite.Name, null, 0, size);
            }
        }

        return null;
    }

    private async Task<LogTrouble?> FindTroubleAsync(ISuite suite, long size, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var inside = await CheckpointBook.NewestAsync(suite, connection, cancellation);

        if (inside is not null && await ContradictsAsync(suite, inside.Note, where: null, size, connection, cancellation) is { } own)
        {
            return own;
        }

        sizes[suite] = inside?.Size ?? 0;

        if (anchor is null || await anchor.NewestAsync(keys.LogId, suite, cancellation) is not var (file, note))
        {
            return null;
        }

        if (await ContradictsAsync(suite, note, file, size, connection, cancellation) is { } trouble)
        {
            return trouble;
        }

        await AdoptAsync(suite, note, connection, cancellation);

        return null;
    }

    /// <summary>What a kill kept from the database is taken from the anchor: it was signed, and the log goes on from it.</summary>
    private async Task AdoptAsync(ISuite suite, string note, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var outside = Checkpoint.Open(note, keys.Of(suite))!;

        if (outside.Size > sizes[suite])
        {
            await CheckpointBook.AddAsync([new SignedCheckpoint(suite.Name, outside.Size, outside.Sealed, outside.Root, outside.At, note)], connection, cancellation);
            sizes[suite] = outside.Size;
        }
    }

    private async Task<LogTrouble?> ContradictsAsync(ISuite suite, string note, string? where, long size, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Checkpoint.Open(note, keys.Of(suite)) is not { } signed)
        {
            return new LogTrouble(TroubleKind.Unverified, suite.Name, where, 0, size);
        }

        if (signed.Size > size)
        {
            return new LogTrouble(TroubleKind.Shorter, suite.Name, where, signed.Size, size);
        }

        try
        {
            var root = await TileStore.RootAsync(suite, signed.Size, connection, cancellation);

            return root.AsSpan().SequenceEqual(signed.Root) ? null : new LogTrouble(TroubleKind.Differs, suite.Name, where, signed.Size, size);
        }
        catch (InvalidDataException)
        {
            return new LogTrouble(TroubleKind.Damaged, suite.Name, where, signed.Size, size);
        }
    }
}
