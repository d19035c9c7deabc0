using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// One turn as the only sealer of all nodes: the turn is a lock of its connection, and dies with it. It looks at the evidence first, then seals and
/// signs as things come.
/// </summary>
public sealed class LogKeeper : IAsyncDisposable
{
    private const string Lock = "hashtextextended('investment log', 0)";

    private readonly NpgsqlConnection connection;
    private readonly SealingSettings settings;
    private readonly Checkpointing checkpointing;
    private readonly SettledNumbers settled;
    private Sealing? sealing;
    private bool behind = true;   // of the numbers that were drawn, some are in no leaf

    private LogKeeper(NpgsqlConnection connection, SealingSettings settings, Checkpointing checkpointing, SettledNumbers settled)
    {
        this.connection = connection;
        this.settings = settings;
        this.checkpointing = checkpointing;
        this.settled = settled;
    }

    /// <summary>What is wrong with the log, if anything.</summary>
    public LogTrouble? Trouble { get; private set; }

    /// <summary>Null where another one has the turn.</summary>
    public static async Task<LogKeeper?> TakeTurnAsync(NpgsqlDataSource database, Anchor? anchor, SealingSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        var own = await database.OpenConnectionAsync(cancellation);

        try
        {
            await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", own);

            if (!(bool)(await take.ExecuteScalarAsync(cancellation))!)
            {
                await own.DisposeAsync();

                return null;
            }

            await GapGuard.InstallAsync(own, cancellation);
            var keys = await SigningKeys.MakeOrReadAsync(own, cancellation);
            var keeper = new LogKeeper(own, settings, new Checkpointing(anchor, keys, settings, clock), new SettledNumbers(clock, settings.GapPatience));
            await keeper.BeginAsync(clock, anchor is not null, cancellation);

            return keeper;
        }
        catch
        {
            await LeaveAsync(own);
            throw;
        }
    }

    private async Task BeginAsync(TimeProvider clock, bool anchored, CancellationToken cancellation)
    {
        var state = await LogState.ReadAsync(connection, cancellation);
        Trouble = await checkpointing.LookAsync(state.Size, connection, cancellation);

        if (Trouble is { StopsSealing: true })
        {
            return;
        }

        try
        {
            sealing = await Sealing.LoadAsync(connection, cancellation);
        }
        catch (InvalidDataException)
        {
            Trouble = new LogTrouble(TroubleKind.Damaged, Suites.Sha256.Name, null, state.Size, state.Size);
            await LogState.TellAsync(anchored, Trouble, clock.GetUtcNow(), connection, cancellation);
        }
    }

    /// <summary>Seals what there is, and signs where it is time. True where there is more to do at once.</summary>
    public async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var (now, events) = (sealing ?? throw new InvalidOperationException("Nothing is sealed where the log is in trouble."), 0);
        var drawn = await SettledNumbers.LastAsync(connection, cancellation);

        if (now.Coverage.Sealed < drawn)
        {
            var certain = behind ? await settled.AskAsync(connection, cancellation) : null;
            events = await now.BatchAsync(certain, settings.Batch, settings.At, connection, cancellation);
        }

        behind = now.Coverage.Sealed < drawn;

        if (!behind)
        {
            settled.Forget();
        }

        if (events < settings.Batch && checkpointing.IsDue(now.Size))
        {
            Trouble = await checkpointing.LookAndSignAsync(now.Size, now.Coverage.Sealed, connection, cancellation);
        }

        return events == settings.Batch;
    }

    public async ValueTask DisposeAsync() => await LeaveAsync(connection);

    private static async Task LeaveAsync(NpgsqlConnection own)
    {
        try
        {
            await using var leave = new NpgsqlCommand("select pg_advisory_unlock_all()", own);
            await leave.ExecuteNonQueryAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
        finally
        {
            await own.DisposeAsync();
        }
    }
}
