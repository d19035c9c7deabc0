using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>The checkpoints that the database keeps.</summary>
public static class CheckpointBook
{
    public static async Task<IReadOnlyList<SignedCheckpoint>> ReadAsync(string where, object[] values, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select suite, size, sealed, root, made_at, note from {LogTables.Checkpoints} where {where}", connection);

        foreach (var value in values)
        {
            select.Parameters.Add(new() { Value = value });
        }

        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var checkpoints = new List<SignedCheckpoint>();

        while (await rows.ReadAsync(cancellation))
        {
            checkpoints.Add(new SignedCheckpoint(
                rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<DateTimeOffset>(4), rows.GetString(5)));
        }

        return checkpoints;
    }

    public static async Task<SignedCheckpoint?> NewestAsync(ISuite suite, NpgsqlConnection connection, CancellationToken cancellation) =>
        (await ReadAsync("suite = $1 order by size desc limit 1", [suite.Name], connection, cancellation)).SingleOrDefault();

    /// <summary>One that is there already stays as it is: the anchor may bring back what a kill kept from being written.</summary>
    public static async Task AddAsync(IEnumerable<SignedCheckpoint> checkpoints, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        foreach (var x in checkpoints)
        {
            await using var insert = new NpgsqlCommand(
                $"insert into {LogTables.Checkpoints} (suite, size, sealed, root, made_at, note) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", connection);

            foreach (var value in (object[])[x.Suite, x.Size, x.Sealed, x.Root, x.At, x.Note])
            {
                insert.Parameters.Add(new() { Value = value });
            }

            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }
}
