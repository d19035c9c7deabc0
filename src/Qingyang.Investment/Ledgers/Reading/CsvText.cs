using System.IO.Compression;
using System.Text;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>In which encoding a text was written: as its byte order mark says, else UTF-8 where it is that strictly, else GB18030.</summary>
internal static class CsvText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Windows calls it 936 or GBK; GB18030 contains both. Bytes that it does not know become U+FFFD: one odd byte must not cost the file.
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static StreamReader Open(ZipArchiveEntry entry)
    {
        using var first = entry.Open();
        Span<byte> mark = stackalloc byte[3];
        mark = mark[..first.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false)];

        var encoding =
            mark.StartsWith((byte[])[0xEF, 0xBB, 0xBF]) ? Encoding.UTF8
            : mark.StartsWith((byte[])[0xFF, 0xFE]) ? Encoding.Unicode
            : mark.StartsWith((byte[])[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
            : IsUtf8(entry) ? Encoding.UTF8
            : Gb18030;

        return new StreamReader(entry.Open(), encoding, detectEncodingFromByteOrderMarks: true);
    }

    public static string Decode(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Gb18030.GetString(bytes);
        }
    }

    private static bool IsUtf8(ZipArchiveEntry entry)
    {
        using var text = new StreamReader(entry.Open(), StrictUtf8, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[1 << 14];

        try
        {
            while (text.Read(buffer) > 0)
            {
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
