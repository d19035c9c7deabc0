using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Qingyang.Investment.Audit;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Webhooks;

/// <summary>
/// Tells one receiver of its events, in order, one a request. Its position moves only after the receiver took the event, so whatever
/// dies in between, the event comes again, under the same id.
/// </summary>
public sealed class Delivery(NpgsqlDataSource database, EventFeed feed, Sending sending, IOptions<JsonOptions> json)
{
    private const int PageSize = 100;
    private const int LongestPause = 3600;

    private sealed record Due(string Url, string Secret, string[]? Types, long Position)
    {
        public override string ToString() => nameof(Due);
    }

    /// <summary>Until it is told of everything or a try fails. Does nothing where another node is at it: the lock is its connection's, and dies with it.</summary>
    public async Task RunAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        if (!await ScalarAsync<bool>("select pg_try_advisory_lock(hashtextextended('webhook ' || $1, 0))", connection, [id.ToString()], cancellation))
        {
            return;
        }

        try
        {
            while (await DueAsync(id, connection, cancellation) is { } due && await PageAsync(id, due, connection, cancellation))
            {
                // There may be more.
            }
        }
        finally
        {
            await ScalarAsync<bool>("select pg_advisory_unlock(hashtextextended('webhook ' || $1, 0))", connection, [id.ToString()], CancellationToken.None);
        }
    }

    /// <summary>True where there may be more to tell.</summary>
    private async Task<bool> PageAsync(Guid id, Due due, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var page = await feed.ReadAsync(due.Position, PageSize, due.Types, cancellation);

        foreach (var e in page.Events)
        {
            var sent = await sending.SendAsync(due.Url, due.Secret, e.Id.ToString(), JsonSerializer.SerializeToUtf8Bytes(e, json.Value.SerializerOptions), cancellation);
            Measures.Deliveries.Add(1, new KeyValuePair<string, object?>("outcome", sent.Error is null ? "delivered" : "failed"));

            if (sent.Error is { } error)
            {
                await FailedAsync(id, error, connection, cancellation);

                return false;
            }

            if (!await TookAsync(id, e.Position, connection, cancellation))
            {
                return false;   // paused or removed meanwhile
            }
        }

        // Beyond the last one that it wanted there are none for it, up to here.
        return await TookAsync(id, page.Next, connection, cancellation) && page.Events.Count == PageSize;
    }

    private static async Task<Due?> DueAsync(Guid id, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand($"select url, secret, types, position from {WebhookTable.Name} where id = $1 and not paused and (next_try is null or next_try <= now())", connection);
        find.Parameters.Add(new() { Value = id });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        return await found.ReadAsync(cancellation)
            ? new Due(found.GetString(0), found.GetString(1), found.IsDBNull(2) ? null : found.GetFieldValue<string[]>(2), found.GetInt64(3))
            : null;
    }

    private static async Task<bool> TookAsync(Guid id, long position, NpgsqlConnection connection, CancellationToken cancellation) => await ScalarAsync<bool?>(
        $"update {WebhookTable.Name} set position = greatest(position, $2), failures = 0, last_error = null, next_try = null where id = $1 returning not paused", connection, [id, position], cancellation) == true;

    /// <summary>Tried again after 1 s, 2 s, 4 s … and then every hour, for ever. By the clock of the database: nodes may differ.</summary>
    private static Task<int?> FailedAsync(Guid id, string error, NpgsqlConnection connection, CancellationToken cancellation) => ScalarAsync<int?>(
        $"update {WebhookTable.Name} set failures = failures + 1, last_error = $2, next_try = now() + least(power(2, least(failures, 30)), {LongestPause}) * interval '1 second' where id = $1 returning failures",
        connection, [id, error], cancellation);

    private static async Task<T?> ScalarAsync<T>(string sql, NpgsqlConnection connection, object[] values, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);

        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (T?)await command.ExecuteScalarAsync(cancellation);
    }
}
