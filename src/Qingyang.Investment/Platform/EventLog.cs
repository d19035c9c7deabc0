using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Marten;
using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>Reads the log in order, for those who fold all of it: as fast as it can be read and decoded, and nothing more.</summary>
public sealed class EventLog(NpgsqlDataSource database, IDocumentStore store)
{
    private const int PageSize = 1000;
    private const int PagesAhead = 8;

    /// <summary>How events stand in the log: the same for Marten, which writes them, and for reading them here.</summary>
    public static void Shape(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter());
    }

    public static readonly JsonSerializerOptions Json = Shaped();

    /// <summary>The position up to which no number is still to come: what is being written at this moment lies above it.</summary>
    public async Task<long> SettledAsync(CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select coalesce((select last_seq_id from {EventStore.Schema}.mt_event_progression where name = 'HighWaterMark'), 0)");

        return (long)(await find.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>
    /// Every event up to that position, in order. One thread reads on while another decodes and applies. Tombstones of failed
    /// writes are no events.
    /// </summary>
    /// <exception cref="InvalidOperationException">An event of an unknown type: nothing may be left out in silence.</exception>
    public async Task ReadAsync(long to, Action<Recorded> apply, CancellationToken cancellation)
    {
        var types = store.Options.Events.AllKnownEventTypes().ToDictionary(x => x.EventTypeName, x => x.EventType);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pages = Channel.CreateBounded<List<Raw>>(PagesAhead);
        var reading = Task.Run(() => ReadAsync(to, pages.Writer, stop.Token), stop.Token);

        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellation))
            {
                foreach (var (position, stream, name, data, at) in page)
                {
                    var type = types.GetValueOrDefault(name) ?? throw new InvalidOperationException($"Event {position} is of the unknown type {name}.");
                    apply(new Recorded(position, stream, JsonSerializer.Deserialize(data, type, Json)!, at));
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        await reading;
    }

    private async Task ReadAsync(long to, ChannelWriter<List<Raw>> pages, CancellationToken cancellation)
    {
        try
        {
            await using var select = database.CreateCommand($"select seq_id, stream_id, type, data, timestamp from {EventStore.Schema}.mt_events where seq_id <= $1 and type <> 'tombstone' order by seq_id");
            select.Parameters.Add(new() { Value = to });
            await using var rows = await select.ExecuteReaderAsync(cancellation);

            for (var page = new List<Raw>(PageSize); ; page = new List<Raw>(PageSize))
            {
                while (page.Count < PageSize && await rows.ReadAsync(cancellation))
                {
                    page.Add(new Raw(rows.GetInt64(0), rows.GetGuid(1), rows.GetString(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<DateTimeOffset>(4)));
                }

                await pages.WriteAsync(page, cancellation);

                if (page.Count < PageSize)
                {
                    pages.Complete();

                    return;
                }
            }
        }
        catch (Exception e)
        {
            pages.Complete(e);   // whoever applies hears of it
            throw;
        }
    }

    private readonly record struct Raw(long Position, Guid StreamId, string Type, byte[] Data, DateTimeOffset At);

    private static JsonSerializerOptions Shaped()
    {
        var options = new JsonSerializerOptions();
        Shape(options);

        return options;
    }
}
