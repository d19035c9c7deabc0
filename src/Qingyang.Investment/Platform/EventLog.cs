using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>Reads the log in order, for those who fold all of it: as fast as it can be read and decoded, and nothing more.</summary>
public sealed class EventLog(NpgsqlDataSource database)
{
    /// <summary>How events stand in the log: the same for Marten, which writes them, and for reading them here.</summary>
    public static void Shape(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter());
    }

    public static readonly JsonSerializerOptions Json = Shaped();

    /// <summary>The types of events by their stored names.</summary>
    private static readonly FrozenDictionary<string, Type> Types = EventTypes.All.ToFrozenDictionary(EventTypes.NameOf);

    /// <summary>Under which names those events are stored.</summary>
    public static string[] NamesOf(params ReadOnlySpan<Type> types) => [.. types.ToArray().Select(EventTypes.NameOf)];

    /// <summary>SQL: the columns of <c>mt_events</c> that an event is read from.</summary>
    public const string Columns = "seq_id, id, stream_id, type, data, timestamp";

    /// <summary>An event from <see cref="Columns"/>, which begin at that column of the row.</summary>
    /// <exception cref="InvalidOperationException">It is of an unknown type: nothing may be left out in silence.</exception>
    public static Recorded Read(NpgsqlDataReader row, int at = 0) =>
        Read(row.GetInt64(at), row.GetGuid(at + 1), row.GetGuid(at + 2), row.GetString(at + 3), row.GetFieldValue<byte[]>(at + 4), row.GetFieldValue<DateTimeOffset>(at + 5));

    /// <summary>Those events, in the order of the log.</summary>
    /// <param name="where">SQL: which; tombstones of failed writes are none.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="connection">Where to read.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<List<Recorded>> ReadAsync(string where, object[] values, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand($"select {Columns} from {EventStore.Schema}.mt_events where {where} and type <> 'tombstone' order by seq_id", connection);

        foreach (var value in values)
        {
            find.Parameters.Add(new() { Value = value });
        }

        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var events = new List<Recorded>();

        while (await rows.ReadAsync(cancellation))
        {
            events.Add(Read(rows));
        }

        return events;
    }

    /// <summary>An event from its columns.</summary>
    /// <exception cref="InvalidOperationException">It is of an unknown type: nothing may be left out in silence.</exception>
    public static Recorded Read(long position, Guid id, Guid stream, string type, ReadOnlySpan<byte> data, DateTimeOffset at) => new(
        position, id, stream,
        JsonSerializer.Deserialize(data, Types.GetValueOrDefault(type) ?? throw new InvalidOperationException($"Event {position} is of the unknown type {type}."), Json)!, at);

    /// <summary>The position up to which no number is still to come: what is being written at this moment lies above it.</summary>
    public async Task<long> SettledAsync(CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select coalesce((select last_seq_id from {EventStore.Schema}.mt_event_progression where name = 'HighWaterMark'), 0)");

        return (long)(await find.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The families of enterprises that were revised by then, without their histories.</summary>
    public async Task<Families> FamiliesAsync(long to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return await Revisions.AllFamiliesAsync(to, connection, cancellation);
    }

    /// <summary>Every event up to that position, in order. Tombstones of failed writes are no events.</summary>
    /// <exception cref="InvalidOperationException">An event of an unknown type: nothing may be left out in silence.</exception>
    public async IAsyncEnumerable<Recorded> AllAsync(long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var select = database.CreateCommand($"select {Columns} from {EventStore.Schema}.mt_events where seq_id <= $1 and type <> 'tombstone' order by seq_id");
        select.Parameters.Add(new() { Value = to });
        await using var rows = await select.ExecuteReaderAsync(cancellation);

        while (await rows.ReadAsync(cancellation))
        {
            yield return Read(rows);
        }
    }

    private static JsonSerializerOptions Shaped()
    {
        var options = new JsonSerializerOptions();
        Shape(options);

        return options;
    }
}
