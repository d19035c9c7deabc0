using System.Security.Cryptography;
using Npgsql;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;
using Wolverine;

namespace Qingyang.Investment.Ledgers;

/// <summary>What came of handing in a ledger (交台账).</summary>
public abstract record HandedIn
{
    /// <summary>It is kept, and will be read whatever happens to this process. <paramref name="New"/> is false when the same entry had come before.</summary>
    public sealed record Kept(Guid LedgerId, bool New) : HandedIn;

    /// <summary>Not a ledger, or too large: one sentence, and nothing is left of it.</summary>
    public sealed record Unreadable(string Sentence) : HandedIn;

    /// <summary>The entry id stands for another file.</summary>
    public sealed record Reused(string Sentence) : HandedIn;
}

/// <summary>Takes a ledger in: checks that it can be read, keeps the file, and sends the message that reads it. Acknowledged is durable.</summary>
public sealed class HandInLedger(NpgsqlDataSource database, IMessageBus bus, LedgerLimits limits)
{
    /// <param name="file">The name that people gave the file.</param>
    /// <param name="content">The file.</param>
    /// <param name="strict">Record nothing if a row is rejected.</param>
    /// <param name="recorder">Who hands it in: becomes the recorder of every fact in it.</param>
    /// <param name="key">The caller's own id for this hand-in, if any.</param>
    /// <param name="cancellation">Stops before anything is kept.</param>
    public async Task<HandedIn> TakeAsync(string file, byte[] content, bool strict, string recorder, string? key, CancellationToken cancellation)
    {
        try
        {
            LedgerFile.Open(content, file, limits).Dispose();
        }
        catch (LedgerUnreadableException e)
        {
            return new HandedIn.Unreadable(e.Message);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        var id = IdOf(recorder, key);

        await using var keep = database.CreateCommand(
            $"insert into {LedgerTables.Ledgers} (id, file, sha256, content, recorder, strict, status, rows) values ($1, $2, $3, $4, $5, $6, '{LedgerStatus.Received}', 0) on conflict do nothing");

        foreach (var value in new object[] { id, file, sha256, content, recorder, strict })
        {
            keep.Parameters.Add(new() { Value = value });
        }

        if (await keep.ExecuteNonQueryAsync(cancellation) == 0)
        {
            return await KeptBeforeAsync(database, id, sha256, strict, draft: false, cancellation) ?? throw new InvalidOperationException($"Ledger {id} came and went.");
        }

        // Should this process die before the message is stored, the next start finds the ledger unread and sends it again.
        await bus.PublishAsync(new ReadLedger(id));

        return new HandedIn.Kept(id, New: true);
    }

    /// <summary>The same key of the same person is the same ledger.</summary>
    internal static Guid IdOf(string recorder, string? key) => key is null ? Guid.CreateVersion7() : Entry.IdFrom("ledger-key", recorder, key);

    /// <summary>The ledger that stands under that id already, if one does. A draft stays the same hand-in when it is confirmed.</summary>
    internal static async Task<HandedIn?> KeptBeforeAsync(NpgsqlDataSource database, Guid id, string sha256, bool strict, bool draft, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select sha256 = $2 and draft = $4 and (draft or strict = $3) from {LedgerTables.Ledgers} where id = $1");

        foreach (var value in new object[] { id, sha256, strict, draft })
        {
            find.Parameters.Add(new() { Value = value });
        }

        return await find.ExecuteScalarAsync(cancellation) switch
        {
            null => null,
            true => new HandedIn.Kept(id, New: false),
            _ => new HandedIn.Reused(Say.Of("ledger.key.used")),
        };
    }
}
