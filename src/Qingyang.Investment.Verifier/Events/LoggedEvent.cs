using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Qingyang.Investment.Verifier.Events;

/// <summary>The texts of an event, in the order in which the leaf has them.</summary>
public enum Field
{
    Id,
    Stream,
    Type,
    User,
    Causation,
    Correlation,
    Headers,
    Data,
}

/// <summary>One line of events.ndjson: an event or a gap. It is used again for the next line, so that a million of them are no work for the collector.</summary>
public sealed class LoggedEvent
{
    private const int Fields = 8;

    private readonly (int Start, int Length)[] slots = new (int, int)[Fields];   // a length of -1 is NULL
    private byte[] text = new byte[1 << 14];
    private int used;

    /// <summary>Which leaf of the tree; null where it is not sealed yet.</summary>
    public long? Leaf { get; internal set; }

    /// <summary>The numbers that no event will ever have; null for an event.</summary>
    public (long First, long Last)? Gap { get; internal set; }

    /// <summary>The log position.</summary>
    public long Sequence { get; internal set; }

    public long Version { get; internal set; }

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public long Timestamp { get; internal set; }

    public bool Archived { get; internal set; }

    public Guid Id { get; internal set; }

    /// <summary><see cref="Guid.Empty"/> where it is NULL.</summary>
    public Guid Stream { get; internal set; }

    public ReadOnlySpan<byte> this[Field field] => slots[(int)field] is { Length: > 0 } slot ? text.AsSpan(slot.Start, slot.Length) : [];

    public string TextOf(Field field) => Encoding.UTF8.GetString(this[field]);

    public bool IsNull(Field field) => slots[(int)field].Length < 0;

    internal void Clear()
    {
        (used, Leaf, Gap, Sequence, Version, Timestamp, Archived, Id, Stream) = (0, null, null, 0, 0, 0, false, default, default);
        Array.Fill(slots, (0, -1));
    }

    /// <summary>Room for a text of at most that many bytes; <see cref="Take"/> says how many it became.</summary>
    internal Span<byte> Room(int most)
    {
        if (text.Length - used < most)
        {
            Array.Resize(ref text, Math.Max(text.Length * 2, used + most));
        }

        return text.AsSpan(used, most);
    }

    internal void Take(Field field, int length)
    {
        slots[(int)field] = (used, length);
        used += length;
    }

    /// <summary>How long <see cref="WriteLeaf"/> can get at most.</summary>
    public int MostLeafBytes => used + (16 * 24);

    /// <summary>What the leaf's hash goes over: the prefix 0x00, then each field with its length in front; NULL is FF FF FF FF and nothing more.</summary>
    /// <param name="to">Room for <see cref="MostLeafBytes"/>.</param>
    /// <param name="sequence">Its own number, but for a look at what it would be under another one.</param>
    public int WriteLeaf(Span<byte> to, long sequence)
    {
        to[0] = 0;
        var at = 1;

        if (Gap is { } gap)
        {
            at += Write(to[at..], "gap"u8);
            at += Write(to[at..], gap.First);

            return at + Write(to[at..], gap.Last);
        }

        at += Write(to[at..], "event"u8);
        at += Write(to[at..], sequence);
        at += Write(to[at..], Field.Id);
        at += Write(to[at..], Field.Stream);
        at += Write(to[at..], Version);
        at += Write(to[at..], Field.Type);
        at += Write(to[at..], Timestamp);

        for (var field = Field.User; field <= Field.Data; field++)
        {
            at += Write(to[at..], field);
        }

        return at;
    }

    private int Write(Span<byte> to, Field field)
    {
        if (!IsNull(field))
        {
            return Write(to, this[field]);
        }

        BinaryPrimitives.WriteUInt32BigEndian(to, uint.MaxValue);

        return 4;
    }

    private static int Write(Span<byte> to, long number)
    {
        Utf8Formatter.TryFormat(number, to[4..], out var length);
        BinaryPrimitives.WriteInt32BigEndian(to, length);

        return 4 + length;
    }

    private static int Write(Span<byte> to, ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32BigEndian(to, field.Length);
        field.CopyTo(to[4..]);

        return 4 + field.Length;
    }
}
