using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// What a leaf is made of: its fields one after the other, each the length of its UTF-8 bytes (4 bytes, big-endian) and then these; a field that
/// is NULL is the four bytes FF FF FF FF alone. So no two different events have the same bytes. A buffer that is used again for each leaf.
/// </summary>
public sealed class LeafBytes
{
    private const uint Null = 0xFFFF_FFFF;

    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    /// <summary>The 0x00 of RFC 6962 and the leaf's bytes: what is hashed. Good until the next leaf.</summary>
    public ReadOnlySpan<byte> Prefixed => buffer.WrittenSpan;

    /// <summary>An event as it stands in mt_events: the texts as the database gives them (headers::text, data::text), in UTF-8.</summary>
    public void OfEvent(in StoredEvent e)
    {
        Begin("event"u8);
        Add(e.Position);
        Add(e.Id);
        Add(e.StreamId);
        Add(e.Version);
        Add(e.Type);
        Add(e.Timestamp);
        Add(e.UserName);
        Add(e.CausationId);
        Add(e.CorrelationId);
        Add(e.Headers);
        Add(e.Data);
    }

    /// <summary>Numbers that no event will ever have, from the first to the last.</summary>
    public void OfGap(long first, long last)
    {
        Begin("gap"u8);
        Add(first);
        Add(last);
    }

    private void Begin(ReadOnlySpan<byte> kind)
    {
        buffer.ResetWrittenCount();
        buffer.GetSpan(1)[0] = MerkleTree.LeafPrefix;
        buffer.Advance(1);
        Add(kind);
    }

    private void Add(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Add(digits[..length]);
    }

    private void Add(Guid? id)
    {
        if (id is not { } known)
        {
            Length(Null);

            return;
        }

        Span<byte> letters = stackalloc byte[36];
        Utf8Formatter.TryFormat(known, letters, out _);   // lower case, with hyphens
        Add(letters);
    }

    private void Add(string? text)
    {
        if (text is null)
        {
            Length(Null);

            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        Length((uint)bytes);
        Encoding.UTF8.GetBytes(text, buffer.GetSpan(bytes));
        buffer.Advance(bytes);
    }

    private void Add(byte[]? utf8)
    {
        if (utf8 is null)
        {
            Length(Null);
        }
        else
        {
            Add(utf8.AsSpan());
        }
    }

    private void Add(ReadOnlySpan<byte> utf8)
    {
        Length((uint)utf8.Length);
        buffer.Write(utf8);
    }

    private void Length(uint bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer.GetSpan(sizeof(uint)), bytes);
        buffer.Advance(sizeof(uint));
    }
}
