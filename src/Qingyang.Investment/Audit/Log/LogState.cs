using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>Why nothing is signed.</summary>
public enum TroubleKind
{
    /// <summary>The log has fewer leaves than a checkpoint that was signed: an older backup, or its tail was cut off.</summary>
    Shorter,

    /// <summary>The log is as long, but its root is another: it was rewritten, or went on twice from one place.</summary>
    Differs,

    /// <summary>What stands in the anchor as a checkpoint of this log was not signed with its keys.</summary>
    Unverified,

    /// <summary>Hashes of the log are missing.</summary>
    Damaged,

    /// <summary>The anchor's folder cannot be read or written.</summary>
    Unreachable,
}

/// <summary>What is wrong, for auditors. <paramref name="Anchored"/>: the size that the checkpoint says, <paramref name="Size"/>: that of the log.</summary>
/// <param name="Where">The file in the anchor; null where it is the database's own checkpoint.</param>
public sealed record LogTrouble([property: JsonConverter(typeof(JsonStringEnumConverter<TroubleKind>))] TroubleKind Kind, string Suite, string? Where, long Anchored, long Size)
{
    /// <summary>Whether no leaf is made either, so that it stays as it is until somebody has looked. An anchor that is away holds up checkpoints only.</summary>
    public bool StopsSealing => Kind != TroubleKind.Unreachable;

    /// <summary>In the language of whoever asks.</summary>
    public string Tell() => Kind switch
    {
        TroubleKind.Shorter => Say.Of("log.shorter", Size, Anchored, Place),
        TroubleKind.Differs => Say.Of("log.differs", Anchored, Place),
        TroubleKind.Unverified => Say.Of("log.unverified", Place),
        TroubleKind.Damaged => Say.Of("log.damaged", Place),
        TroubleKind.Unreachable => Say.Of("log.unreachable"),
        _ => throw new InvalidOperationException($"There is no trouble {Kind}."),
    };

    private string Place => Where ?? Say.Of("log.inDatabase", Suite);
}

/// <summary>How far the log is sealed (封存状态).</summary>
/// <param name="Size">Leaves.</param>
/// <param name="Sealed">Every sequence number up to it is in a leaf.</param>
/// <param name="High">The highest number that is in a leaf.</param>
/// <param name="Anchored">Whether checkpoints are kept outside.</param>
public sealed record LogState(long Size, long Sealed, long High, bool Anchored, LogTrouble? Trouble, DateTimeOffset? CheckedAt)
{
    public static readonly LogState Empty = new(0, 0, 0, Anchored: false, null, null);

    public static async Task<LogState> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select size, sealed, high, anchored, trouble::text, checked_at from {LogTables.State}", connection);
        await using var row = await select.ExecuteReaderAsync(cancellation);

        return await row.ReadAsync(cancellation)
            ? new LogState(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3), row.IsDBNull(4) ? null : JsonSerializer.Deserialize<LogTrouble>(row.GetString(4)),
                row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5))
            : Empty;
    }

    /// <summary>What a look at the anchor came to.</summary>
    public static async Task TellAsync(bool anchored, LogTrouble? trouble, DateTimeOffset at, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var write = new NpgsqlCommand(
            $"""
             insert into {LogTables.State} as s (id, size, sealed, high, anchored, trouble, checked_at) values (1, 0, 0, 0, $1, $2, $3)
             on conflict (id) do update set anchored = excluded.anchored, trouble = excluded.trouble, checked_at = excluded.checked_at
             """, connection);
        write.Parameters.Add(new() { Value = anchored });
        write.Parameters.Add(new() { Value = trouble is null ? DBNull.Value : JsonSerializer.Serialize(trouble), NpgsqlDbType = NpgsqlDbType.Jsonb });
        write.Parameters.Add(new() { Value = at });
        await write.ExecuteNonQueryAsync(cancellation);
    }
}
