using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// Keeps sealed gaps what they are. The tombstone that Marten writes for a failed write comes in a transaction of its own, with the number of the one that
/// failed: no lock tells that it is to come. One that comes after its number was sealed as a gap is turned away, by a trigger that other
/// events do not meet. A shared lock in it, an exclusive one where gaps are sealed: neither happens within the other.
/// </summary>
public static class GapGuard
{
    private const string Name = "log_keep_gaps";
    private const string Lock = "hashtextextended('investment log gaps', 0)";

    private const string Function =
        $"""
         create or replace function {EventStore.Schema}.{Name}() returns trigger language plpgsql as $$
         begin
           perform pg_advisory_xact_lock_shared({Lock});
           return case when (select gap and last_seq >= new.seq_id from {LogTables.Runs} where first_seq <= new.seq_id order by first_seq desc limit 1) then null else new end;
         end $$
         """;

    private const string Trigger = $"create trigger {Name} before insert on {EventStore.Schema}.mt_events for each row when (new.type = 'tombstone') execute function {EventStore.Schema}.{Name}()";

    /// <summary>Once for a database; it waits for a moment without writers.</summary>
    public static async Task InstallAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand($"select exists (select from pg_trigger where tgname = '{Name}' and tgrelid = '{EventStore.Schema}.mt_events'::regclass)", connection);

        if (!(bool)(await find.ExecuteScalarAsync(cancellation))!)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Sql.RunAsync(Function, connection, cancellation);
            await Sql.RunAsync(Trigger, connection, cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }

    /// <summary>Until the transaction ends no tombstone is written; those that are being written are waited for.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, CancellationToken cancellation) => Sql.RunAsync($"select pg_advisory_xact_lock({Lock})", connection, cancellation);
}
