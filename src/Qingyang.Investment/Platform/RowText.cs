using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Qingyang.Investment.Platform;

/// <summary>Whose a row of a read model is, and SHA-256 over all of its values: what is compared of it, of whatever length it is.</summary>
public readonly record struct RowDigest(Guid Id, UInt128 High, UInt128 Low)
{
    /// <summary>By enterprise, then by digest.</summary>
    public static readonly IComparer<RowDigest> Order = Comparer<RowDigest>.Create((x, y) =>
        x.Id.CompareTo(y.Id) is not 0 and var id ? id : x.High.CompareTo(y.High) is not 0 and var high ? high : x.Low.CompareTo(y.Low));
}

/// <summary>
/// A row of a read model as a text (UTF-8): its values in order, each followed by U+001F, U+0000 for none. One text after the other is written in the
/// same place.
/// </summary>
public sealed class RowText
{
    private const char End = '\u001f';
    private const char None = '\0';

    private readonly ArrayBufferWriter<byte> written = new(1024);
    private Guid? whose;

    /// <summary>The enterprise: its first value.</summary>
    public Guid Whose => whose ?? throw new InvalidOperationException("A row without an enterprise.");

    public void Clear()
    {
        written.ResetWrittenCount();
        whose = null;
    }

    /// <exception cref="NotSupportedException">No column is of that type.</exception>
    public void Add<TValue>(TValue? value)
    {
        switch (value)
        {
            case null: Format(None); break;
            case string x: Encoding.UTF8.GetBytes(x, written); break;
            case Guid x: whose ??= x; Format(x); break;
            case long x: Format(x); break;
            case int x: Format(x); break;
            case DateOnly x: Format(x.DayNumber); break;
            case decimal x: Format(x, "0.############################"); break;
            case DateTimeOffset x: Format(x.UtcTicks); break;
            default: throw new NotSupportedException(typeof(TValue).Name);
        }

        Format(End);
    }

    public RowDigest ToDigest()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(written.WrittenSpan, hash);

        return new RowDigest(Whose, BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    /// <summary>For people.</summary>
    public override string ToString() => Encoding.UTF8.GetString(written.WrittenSpan).TrimEnd(End).Replace(None, '—').Replace(End, '|');

    private void Format<T>(T value, string? format = null)
        where T : IUtf8SpanFormattable
    {
        int length;

        for (var room = 64; !value.TryFormat(written.GetSpan(room), out length, format, CultureInfo.InvariantCulture);)
        {
            room *= 2;
        }

        written.Advance(length);
    }
}
