using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Ledgers.Drafts;

/// <summary>Takes a ledger in as a draft (草稿): kept with its preview, and nothing recorded before somebody confirms it.</summary>
public sealed class HandInDraft(NpgsqlDataSource database, LedgerPreview preview, LedgerLimits limits)
{
    /// <param name="file">The name that people gave the file.</param>
    /// <param name="content">The file.</param>
    /// <param name="strict">What a confirmation that does not say goes by.</param>
    /// <param name="recorder">Who hands it in.</param>
    /// <param name="key">The caller's own id for this hand-in, if any.</param>
    /// <param name="cancellation">Stops before anything is kept.</param>
    public async Task<HandedIn> TakeAsync(string file, byte[] content, bool strict, string recorder, string? key, CancellationToken cancellation)
    {
        var (id, sha256) = (HandInLedger.IdOf(recorder, key), Convert.ToHexStringLower(SHA256.HashData(content)));

        if (key is not null && await HandInLedger.KeptBeforeAsync(database, id, sha256, strict, draft: true, cancellation) is { } before)
        {
            return before;
        }

        try
        {
            using var ledger = LedgerFile.Open(content, file, limits);
            var foreseen = await preview.ForeseeAsync(ledger, new LedgerOrigin(sha256, recorder), cancellation);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var keep = new NpgsqlCommand(
                $"""
                 insert into {LedgerTables.Ledgers} (id, file, sha256, content, recorder, strict, status, draft, verdicts, rows)
                 values ($1, $2, $3, $4, $5, $6, '{LedgerStatus.Draft}', true, $7::jsonb, $8) on conflict do nothing
                 """, connection, transaction);

            foreach (var value in new object[] { id, file, sha256, content, recorder, strict, JsonSerializer.Serialize(foreseen.Verdicts), foreseen.Rows })
            {
                keep.Parameters.Add(new() { Value = value });
            }

            if (await keep.ExecuteNonQueryAsync(cancellation) == 0)   // sent twice at once
            {
                return await HandInLedger.KeptBeforeAsync(database, id, sha256, strict, draft: true, cancellation) ?? throw new InvalidOperationException($"Draft {id} came and went.");
            }

            await DraftRows.CopyAsync(id, ledger, foreseen, connection, cancellation);
            await transaction.CommitAsync(cancellation);

            return new HandedIn.Kept(id, New: true);
        }
        catch (LedgerUnreadableException e)
        {
            return new HandedIn.Unreadable(e.Message);
        }
    }
}
