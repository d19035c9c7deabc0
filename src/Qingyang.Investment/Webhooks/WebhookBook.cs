using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Webhooks;

/// <summary>Who wants to be told of what, from where on, as a caller puts it (登记事件推送).</summary>
public sealed record AddWebhook(string Url, IReadOnlyList<string>? Types = null, long? From = null)
{
    public static AddWebhook Example => new("https://example.com/hooks/qingyang", ["contact_logged", "agreement_signed"], From: 0);
}

/// <summary>The webhook that was added. The secret is told here and never again.</summary>
public sealed record AddedWebhook(Guid Id, string Secret, long From)
{
    public override string ToString() => nameof(AddedWebhook);
}

/// <summary>Which webhooks there are.</summary>
public sealed class WebhookBook(NpgsqlDataSource database, EventLog log)
{
    private static readonly string Select =
        $"""
         select id, url, types, paused, position, failures, last_error, next_try, created_at, created_by,
                (select count(*) from {EventStore.Schema}.mt_events e where e.seq_id > w.position and e.seq_id <= $1 and e.type <> 'tombstone' and (w.types is null or e.type = any(w.types)))
         from {WebhookTable.Name} w
         """;

    /// <summary>The webhook, also when the same entry (by the caller's own key) was added before; null where that key stands for another one.</summary>
    public async Task<AddedWebhook?> AddAsync(AddWebhook wanted, string recorder, string? key, CancellationToken cancellation)
    {
        var id = key is null ? Guid.CreateVersion7() : Entry.IdFrom("webhook-key", recorder, key);
        var words = string.Create(CultureInfo.InvariantCulture, $"{wanted.Url}\n{(wanted.Types is null ? "*" : string.Join(',', wanted.Types))}\n{wanted.From}");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
        await using var add = database.CreateCommand(
            $"""
             with added as (
               insert into {WebhookTable.Name} (id, digest, url, types, secret, position, created_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning secret, position, digest)
             select * from added union all select secret, position, digest from {WebhookTable.Name} where id = $1
             """);
        add.Parameters.Add(new() { Value = id });
        add.Parameters.Add(new() { Value = digest });
        add.Parameters.Add(new() { Value = wanted.Url });
        add.Parameters.Add(new() { Value = (object?)wanted.Types?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        add.Parameters.Add(new() { Value = Signature.NewSecret() });
        add.Parameters.Add(new() { Value = wanted.From ?? await log.SettledAsync(cancellation) });
        add.Parameters.Add(new() { Value = recorder });
        await using var added = await add.ExecuteReaderAsync(cancellation);
        await added.ReadAsync(cancellation);

        return added.GetString(2) == digest ? new AddedWebhook(id, added.GetString(0), added.GetInt64(1)) : null;
    }

    public async Task<IReadOnlyList<Webhook>> AllAsync(CancellationToken cancellation)
    {
        await using var select = database.CreateCommand($"{Select} order by created_at, id");
        select.Parameters.Add(new() { Value = await log.SettledAsync(cancellation) });
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var all = new List<Webhook>();

        while (await rows.ReadAsync(cancellation))
        {
            all.Add(new Webhook(
                rows.GetGuid(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetFieldValue<string[]>(2), rows.GetBoolean(3), rows.GetInt64(4), rows.GetInt64(10), rows.GetInt32(5),
                rows.IsDBNull(6) ? null : rows.GetString(6), rows.IsDBNull(7) ? null : rows.GetFieldValue<DateTimeOffset>(7), rows.GetFieldValue<DateTimeOffset>(8), rows.GetString(9)));
        }

        return all;
    }

    /// <summary>Where to send, and with which secret to sign; null where there is no such webhook.</summary>
    public async Task<(string Url, string Secret)?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select url, secret from {WebhookTable.Name} where id = $1");
        find.Parameters.Add(new() { Value = id });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        return await found.ReadAsync(cancellation) ? (found.GetString(0), found.GetString(1)) : null;
    }

    /// <summary>False where there is no such webhook. One that goes on is tried at once.</summary>
    public Task<bool> PauseAsync(Guid id, bool paused, CancellationToken cancellation) =>
        ChangeAsync($"update {WebhookTable.Name} set paused = {(paused ? "true" : "false")}, next_try = null where id = $1", id, cancellation);

    public Task<bool> RemoveAsync(Guid id, CancellationToken cancellation) => ChangeAsync($"delete from {WebhookTable.Name} where id = $1", id, cancellation);

    private async Task<bool> ChangeAsync(string sql, Guid id, CancellationToken cancellation)
    {
        await using var change = database.CreateCommand(sql);
        change.Parameters.Add(new() { Value = id });

        return await change.ExecuteNonQueryAsync(cancellation) == 1;
    }
}
