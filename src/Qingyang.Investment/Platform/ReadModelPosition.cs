using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>How far the read models are, beside how far the log is.</summary>
public sealed class ReadModelPosition(NpgsqlDataSource database)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The log position up to which the read models are right, and that of the last event.</summary>
    public async Task<(long Position, long Log)> FindAsync(CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select {ReadModels.PositionSql}, coalesce((select max(seq_id) from {EventStore.Schema}.mt_events), 0)");
        await using var found = await find.ExecuteReaderAsync(cancellation);
        await found.ReadAsync(cancellation);

        return (found.GetInt64(0), found.GetInt64(1));
    }

    /// <summary>Waits until they hold the log up to that position; false when patience ends first.</summary>
    public async Task<bool> ReachAsync(long position, TimeSpan patience, CancellationToken cancellation)
    {
        for (var started = TimeProvider.System.GetTimestamp(); (await FindAsync(cancellation)).Position < position; await Task.Delay(Pause, cancellation))
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Waits until the read models hold what the log held when this was asked.</summary>
    public async Task CaughtUpAsync(CancellationToken cancellation)
    {
        var (_, log) = await FindAsync(cancellation);
        await ReachAsync(log, TimeSpan.MaxValue, cancellation);
    }
}
