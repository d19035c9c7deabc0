using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// Finds out up to which sequence number all is there that will ever be: what is missing below is missing for ever. A transaction that draws a
/// number takes a lock of the sequence before it does, and keeps it until it ends. So: read the last number, then who has that lock; once
/// all of those have ended, whoever could still bring a number up to there has ended too. (By snapshots alone it is less certain: a transaction may draw a
/// number before it has an id, where it does not touch mt_streams first.)
/// </summary>
/// <param name="patience">It is waited at least so long: the tombstone of a failed write draws no number, it comes with that of the write.</param>
public sealed class SettledNumbers(TimeProvider clock, TimeSpan patience)
{
    private const string Sequence = EventStore.Schema + ".mt_events_sequence";

    private const string Drawing =
        $"""
         select distinct virtualtransaction from pg_locks
         where locktype = 'relation' and relation = '{Sequence}'::regclass and database = (select oid from pg_database where datname = current_database()) and mode <> 'AccessShareLock'
         """;

    private HashSet<string>? open;   // of those who were drawing when the watch began, those who have not ended
    private long last;
    private long since;

    /// <summary>The last number that was drawn; 0 before any was.</summary>
    public static async Task<long> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand($"select case when is_called then last_value else last_value - 1 end from {Sequence}", connection);

        return (long)(await ask.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Null as long as it is not certain of the numbers that were drawn when it was asked first.</summary>
    public async Task<long?> AskAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (open is null)
        {
            last = await LastAsync(connection, cancellation);   // first: whoever drew a number up to this one is seen below, or has ended
            open = await DrawingAsync(connection, cancellation);
            since = clock.GetTimestamp();
        }
        else
        {
            open.IntersectWith(await DrawingAsync(connection, cancellation));
        }

        if (open.Count > 0 || clock.GetElapsedTime(since) < patience)
        {
            return null;
        }

        open = null;

        return last;
    }

    /// <summary>Nothing is missing: the next watch begins anew.</summary>
    public void Forget() => open = null;

    private static async Task<HashSet<string>> DrawingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(Drawing, connection);
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var drawing = new HashSet<string>(StringComparer.Ordinal);

        while (await rows.ReadAsync(cancellation))
        {
            drawing.Add(rows.GetString(0));
        }

        return drawing;
    }
}
