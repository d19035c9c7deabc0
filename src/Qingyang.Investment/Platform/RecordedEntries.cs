using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>The log as the memory of what was already entered.</summary>
public sealed class RecordedEntries(NpgsqlDataSource database)
{
    /// <summary>The first answer, when this entry stands in the log; null when it does not.</summary>
    public async Task<Outcome?> FindAsync(Entry entry, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select stream_id, headers ->> '{Entry.DigestHeader}' from {EventStore.Schema}.mt_events where id = $1");
        find.Parameters.Add(new() { Value = entry.Id });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        if (!await found.ReadAsync(cancellation))
        {
            return null;
        }

        return await found.GetFieldValueAsync<string?>(1, cancellation) == entry.Digest
            ? new Outcome.Done(found.GetGuid(0), entry.Id)
            : new Outcome.Reused(Say.Of("key.used"));
    }
}
