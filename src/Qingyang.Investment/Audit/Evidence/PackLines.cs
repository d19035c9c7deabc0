using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Lines of events.ndjson, proofs.ndjson and consistency.ndjson, in one buffer that goes out when it is full.</summary>
public sealed class PackLines(Stream to) : IDisposable
{
    private const int Full = 1 << 16;

    private readonly ArrayBufferWriter<byte> buffer = new(Full * 2);
    private readonly Utf8JsonWriter json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <param name="e">As it is stored.</param>
    /// <param name="leaf">Null where it is not sealed yet.</param>
    /// <param name="cancellation">Stops writing.</param>
    public ValueTask EventAsync(in StoredEvent e, long? leaf, CancellationToken cancellation)
    {
        json.Reset(buffer);
        json.WriteStartObject();

        if (leaf is { } number)
        {
            json.WriteNumber("leaf"u8, number);
        }
        else
        {
            json.WriteNull("leaf"u8);
        }

        json.WriteNumber("seq"u8, e.Position);
        json.WriteString("id"u8, e.Id);

        if (e.StreamId is { } stream)
        {
            json.WriteString("stream"u8, stream);
        }
        else
        {
            json.WriteNull("stream"u8);   // by somebody who writes past the application
        }

        json.WriteNumber("version"u8, e.Version);
        json.WriteString("type"u8, e.Type);
        json.WriteNumber("timestamp"u8, e.Timestamp);
        json.WriteString("user"u8, e.UserName);
        json.WriteString("causation"u8, e.CausationId);
        json.WriteString("correlation"u8, e.CorrelationId);

        if (e.Headers is { } headers)
        {
            json.WriteString("headers"u8, headers);
        }
        else
        {
            json.WriteNull("headers"u8);
        }

        json.WriteString("data"u8, e.Data);
        json.WriteBoolean("archived"u8, e.Archived);
        json.WriteEndObject();

        return EndAsync(cancellation);
    }

    public ValueTask GapAsync(long leaf, long first, long last, CancellationToken cancellation)
    {
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteNumber("leaf"u8, leaf);
        json.WriteStartArray("gap"u8);
        json.WriteNumberValue(first);
        json.WriteNumberValue(last);
        json.WriteEndArray();
        json.WriteEndObject();

        return EndAsync(cancellation);
    }

    /// <param name="name"><c>leaf</c> of an inclusion path, <c>size</c> of a consistency path.</param>
    /// <param name="number">Which.</param>
    /// <param name="sha256">The path in the one tree.</param>
    /// <param name="sm3">And in the other.</param>
    /// <param name="cancellation">Stops writing.</param>
    public ValueTask PathAsync(string name, long number, IReadOnlyList<byte[]> sha256, IReadOnlyList<byte[]> sm3, CancellationToken cancellation)
    {
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteNumber(name, number);

        foreach (var (suite, path) in ((string, IReadOnlyList<byte[]>)[])[("sha256", sha256), ("sm3", sm3)])
        {
            json.WriteStartArray(suite);

            foreach (var hash in path)
            {
                json.WriteBase64StringValue(hash);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();

        return EndAsync(cancellation);
    }

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await to.WriteAsync(buffer.WrittenMemory, cancellation);
        buffer.ResetWrittenCount();
    }

    public void Dispose() => json.Dispose();

    private ValueTask EndAsync(CancellationToken cancellation)
    {
        json.Flush();
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);

        return buffer.WrittenCount < Full ? ValueTask.CompletedTask : FlushAsync(cancellation);
    }
}
