using System.IO.Compression;
using System.Text;

namespace Qingyang.Investment.Platform;

/// <summary>In which encoding a text was written: as its byte order mark says, else UTF-8 where it is that strictly, else GB18030.</summary>
internal static class CsvText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Windows calls it 936 or GBK; GB18030 contains both. Bytes that it does not know become U+FFFD: one odd byte must not cost the file.
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    // A byte order mark, which the reader looks for itself, goes before what is said here.
    public static StreamReader Open(ZipArchiveEntry entry) =>
        new(entry.Open(), IsUtf8(entry) ? Encoding.UTF8 : Gb18030, detectEncodingFromByteOrderMarks: true);

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
