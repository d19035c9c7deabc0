using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>The few shapes in which plain SQL is asked for the keys that decisions need.</summary>
public static class Sql
{
    /// <summary>However long it takes.</summary>
    public static async Task RunAsync(string sql, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Key and id of each row that the statement finds for those keys (its <c>$1</c>).</summary>
    public static async Task<Dictionary<string, Guid>> MapAsync(string sql, IReadOnlyCollection<string> keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = keys.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var map = new Dictionary<string, Guid>(StringComparer.Ordinal);

        while (await rows.ReadAsync(cancellation))
        {
            map[rows.GetString(0)] = rows.GetGuid(1);
        }

        return map;
    }

    /// <summary>The first column of each row that the statement finds for those values (its <c>$1</c>).</summary>
    public static async Task<List<Guid>> IdsAsync(string sql, object value, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<Guid>();

        while (await rows.ReadAsync(cancellation))
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }
}
