using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Qingyang.Investment.Verifier.Events;

/// <summary>Reads a line of events.ndjson, strictly: each field that belongs there once, and no other. What nobody reads could say anything.</summary>
public static class EventLine
{
    private static readonly byte[][] Names =
    [
        "leaf"u8.ToArray(), "seq"u8.ToArray(), "id"u8.ToArray(), "stream"u8.ToArray(), "version"u8.ToArray(), "type"u8.ToArray(), "timestamp"u8.ToArray(),
        "user"u8.ToArray(), "causation"u8.ToArray(), "correlation"u8.ToArray(), "headers"u8.ToArray(), "data"u8.ToArray(), "archived"u8.ToArray(), "gap"u8.ToArray(),
    ];

    private const int Leaf = 0, Seq = 1, Id = 2, Stream = 3, Version = 4, Type = 5, Timestamp = 6, User = 7, Data = 11, Archived = 12, Gap = 13;
    private const int OfAGap = (1 << Leaf) | (1 << Gap), OfAnEvent = (1 << Gap) - 1;

    /// <summary>False where it is no line of an event or of a gap.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, LoggedEvent into)
    {
        into.Clear();
        var reader = new Utf8JsonReader(line);

        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            var (seen, expected) = (0, 0);

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var which = Which(ref reader, expected);

                if (which < 0 || (seen & (1 << which)) != 0 || !reader.Read() || !TryTake(ref reader, which, into))
                {
                    return false;
                }

                seen |= 1 << which;
                expected = which + 1;
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && (seen == OfAnEvent || (seen == OfAGap && into.Leaf is not null));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Fields nearly always come in the order of the format.</summary>
    private static int Which(ref Utf8JsonReader reader, int expected)
    {
        if (expected < Names.Length && reader.ValueTextEquals(Names[expected]))
        {
            return expected;
        }

        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool TryTake(ref Utf8JsonReader reader, int which, LoggedEvent into)
    {
        switch (which)
        {
            case Leaf:
                into.Leaf = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
                return into.Leaf is null or >= 0;
            case Seq:
                into.Sequence = reader.GetInt64();
                return into.Sequence > 0;
            case Version:
                into.Version = reader.GetInt64();
                return true;
            case Timestamp:
                into.Timestamp = reader.GetInt64();
                return true;
            case Archived:
                into.Archived = reader.GetBoolean();
                return true;
            case Gap:
                return TryTakeGap(ref reader, into);
            case Id:
                into.Id = TakeId(ref reader, Field.Id, into) ?? Guid.Empty;
                return into.Id != Guid.Empty;
            case Stream:
                into.Stream = TakeId(ref reader, Field.Stream, into) ?? Guid.Empty;
                return into.Stream != Guid.Empty || reader.TokenType == JsonTokenType.Null;
            case Type:
                return TryTakeText(ref reader, Field.Type, into);
            default:
                var field = (Field)(which - User + (int)Field.User);
                return (reader.TokenType == JsonTokenType.Null && which != Data) || TryTakeText(ref reader, field, into);
        }
    }

    private static bool TryTakeGap(ref Utf8JsonReader reader, LoggedEvent into)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || !reader.TryGetInt64(out var first) || !reader.Read() || !reader.TryGetInt64(out var last))
        {
            return false;
        }

        into.Gap = (first, last);

        return reader.Read() && reader.TokenType == JsonTokenType.EndArray && first > 0 && first <= last;
    }

    /// <summary>In the one way in which the leaf has it: lower case, with hyphens.</summary>
    private static Guid? TakeId(ref Utf8JsonReader reader, Field field, LoggedEvent into)
    {
        if (!TryTakeText(ref reader, field, into) || !Utf8Parser.TryParse(into[field], out Guid id, out var read, 'D') || read != into[field].Length || into[field].ContainsAnyInRange((byte)'A', (byte)'F'))
        {
            return null;
        }

        return id;
    }

    private static bool TryTakeText(ref Utf8JsonReader reader, Field field, LoggedEvent into)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        into.Take(field, reader.CopyString(into.Room(reader.ValueSpan.Length)));

        return true;
    }

    /// <summary>As much of a line as a person can look at.</summary>
    public static string Shown(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line.Length > 120 ? line[..120] : line);
}
