using Marten;
using Npgsql;

namespace Qingyang.Investment.Ledgers;

/// <summary>A session's own transaction, with one row locked in it: two nodes never work on the same ledger or batch at once.</summary>
public static class RowLock
{
    public static async Task<NpgsqlConnection> BeginAndLockAsync(this IDocumentSession session, string table, Guid ledger, CancellationToken cancellation, int? batch = null)
    {
        await session.BeginTransactionAsync(cancellation);
        var connection = session.Connection!;
        await using var row = new NpgsqlCommand(batch is null ? $"select from {table} where id = $1 for update" : $"select from {table} where ledger_id = $1 and number = $2 for update", connection);
        row.Parameters.Add(new() { Value = ledger });

        if (batch is { } number)
        {
            row.Parameters.Add(new() { Value = number });
        }

        await row.ExecuteNonQueryAsync(cancellation);

        return connection;
    }
}
