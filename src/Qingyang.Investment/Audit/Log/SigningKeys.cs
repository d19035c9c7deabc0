using System.Security.Cryptography;
using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>The keys of one log: its id, and for each suite under what checkpoints are verified and signed.</summary>
public sealed class LogKeys(string logId, IReadOnlyDictionary<ISuite, (NoteKey Key, byte[] Secret)> keys)
{
    /// <summary><c>qingyang.investment/</c> and 16 hexadecimal digits.</summary>
    public string LogId => logId;

    public NoteKey Of(ISuite suite) => keys[suite].Key;

    public string Sign(ISuite suite, Checkpoint checkpoint) => SignedNote.Sign(checkpoint.ToString(), keys[suite].Key, keys[suite].Secret);
}

/// <summary>Makes the signing keys (签名密钥), once, and reads them.</summary>
public static class SigningKeys
{
    private const string Prefix = "qingyang.investment/";

    /// <summary>Null before any were made.</summary>
    public static async Task<LogKeys?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select suite, log_id, public_key, secret from {LogTables.Keys}", connection);
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var (id, keys) = ("", new Dictionary<ISuite, (NoteKey, byte[])>());

        while (await rows.ReadAsync(cancellation))
        {
            if (Suites.Of(rows.GetString(0)) is { } suite)
            {
                id = rows.GetString(1);
                keys[suite] = (new NoteKey(id + suite.OriginSuffix, suite, rows.GetFieldValue<byte[]>(2)), rows.GetFieldValue<byte[]>(3));
            }
        }

        return keys.Count == Suites.All.Count ? new LogKeys(id, keys) : null;
    }

    /// <summary>Whoever calls it is the only sealer.</summary>
    public static async Task<LogKeys> MakeOrReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await ReadAsync(connection, cancellation) is { } made)
        {
            return made;
        }

        var id = Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        foreach (var suite in Suites.All)
        {
            var (secret, key) = suite.NewKey();
            await using var insert = new NpgsqlCommand($"insert into {LogTables.Keys} (suite, log_id, public_key, secret) values ($1, $2, $3, $4)", connection)
            {
                Parameters = { new() { Value = suite.Name }, new() { Value = id }, new() { Value = key }, new() { Value = secret } },
            };
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);

        return (await ReadAsync(connection, cancellation))!;
    }
}
