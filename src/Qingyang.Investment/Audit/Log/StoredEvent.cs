using System.Text;
using System.Text.Json.Serialization;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>An event as it is stored, byte for byte: tombstones of failed writes too, and whatever its flags say.</summary>
/// <param name="Timestamp">Microseconds since 1970-01-01 UTC.</param>
/// <param name="Headers">The jsonb as PostgreSQL renders it, in UTF-8.</param>
/// <param name="Data">The same.</param>
public readonly record struct StoredEvent(
    long Position, Guid Id, Guid? StreamId, long Version, string Type, long Timestamp, string? UserName, string? CausationId, string? CorrelationId, byte[]? Headers, byte[] Data, bool Archived)
{
    /// <summary>SQL: the columns that <see cref="Of"/> reads, of mt_events as <c>e</c>.</summary>
    public const string Columns = "e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.user_name, e.causation_id, e.correlation_id, e.headers::text, e.data::text, e.is_archived";

    private static readonly long Epoch = DateTimeOffset.UnixEpoch.Ticks;

    public static StoredEvent Of(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetInt64(3), row.GetString(4), (row.GetDateTime(5).Ticks - Epoch) / TimeSpan.TicksPerMicrosecond,
        Text(row, 6), Text(row, 7), Text(row, 8), row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9), row.GetFieldValue<byte[]>(10), !row.IsDBNull(11) && row.GetBoolean(11));

    /// <summary>As a line of events.ndjson of an evidence pack tells it. <paramref name="leaf"/>: null where it is not sealed yet.</summary>
    public EventLine ToLine(long? leaf) => new(
        leaf, Position, Id, StreamId, Version, Type, Timestamp, UserName, CausationId, CorrelationId, Headers is null ? null : Encoding.UTF8.GetString(Headers), Encoding.UTF8.GetString(Data), Archived);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>An event as evidence tells it: a line of events.ndjson. Headers and data are texts: the jsonb as PostgreSQL renders it, which is what its leaf hashes.</summary>
public sealed record EventLine(
    [property: JsonPropertyName("leaf")] long? Leaf,
    [property: JsonPropertyName("seq")] long Seq,
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("stream")] Guid? Stream,
    [property: JsonPropertyName("version")] long Version,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("user")] string? User,
    [property: JsonPropertyName("causation")] string? Causation,
    [property: JsonPropertyName("correlation")] string? Correlation,
    [property: JsonPropertyName("headers")] string? Headers,
    [property: JsonPropertyName("data")] string Data,
    [property: JsonPropertyName("archived")] bool Archived)
{
    internal static readonly EventLine Example = new(4711, 4712, Examples.Entry, Examples.Enterprise, 2, "contact_logged",
        1_719_709_323_000_000, "王五", null, "00-4bf92f3577b34da6a3ce929d0e0e4736", """{"source": "api"}""", """{"on": "2024-03-05"}""", Archived: false);
}
