using System.IO.Compression;
using System.Text;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>What can be told of a file before it is opened: its size and its first bytes.</summary>
internal static class FileStart
{
    public static Stream Seekable(Stream stream, LedgerLimits limits)
    {
        if (stream.CanSeek)
        {
            return stream.Length <= limits.FileBytes ? stream : throw new LedgerUnreadableException(WrongFile.TooLarge(limits.FileBytes));
        }

        var copy = new MemoryStream();
        var buffer = new byte[1 << 16];

        while (stream.Read(buffer) is var read and > 0)
        {
            if (copy.Length + read > limits.FileBytes)
            {
                throw new LedgerUnreadableException(WrongFile.TooLarge(limits.FileBytes));
            }

            copy.Write(buffer, 0, read);
        }

        stream.Dispose();
        return copy;
    }

    public static void MustBeZip(Stream stream)
    {
        Span<byte> start = stackalloc byte[512];
        stream.Position = 0;
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];

        if (start.IsEmpty)
        {
            throw new LedgerUnreadableException(WrongFile.Empty);
        }

        // "PK" 3 4 begins a zip, "PK" 5 6 an empty one.
        if (!start.StartsWith("PK\u0003\u0004"u8) && !start.StartsWith("PK\u0005\u0006"u8))
        {
            throw new LedgerUnreadableException(WrongFile.NotZip(start, () => Contains(stream, "EncryptedPackage")));
        }

        stream.Position = 0;
    }

    public static ZipArchive Archive(Stream stream, Encoding names)
    {
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: false, names);
            _ = archive.Entries.Count;
            return archive;
        }
        catch (InvalidDataException e)
        {
            // The list of contents stands at the end: it goes first when a download breaks off.
            throw new LedgerUnreadableException(WrongFile.Truncated, e);
        }
    }

    /// <summary>An OLE file names its streams in UTF-16; a workbook with a password is one stream of that name.</summary>
    private static bool Contains(Stream stream, string streamName)
    {
        stream.Position = 0;
        var all = new byte[stream.Length];
        stream.ReadExactly(all);
        return all.AsSpan().IndexOf(Encoding.Unicode.GetBytes(streamName)) >= 0;
    }
}
