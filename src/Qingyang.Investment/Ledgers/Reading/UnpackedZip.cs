using System.Buffers;
using System.IO.Compression;
using System.Text;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>A zip that has once been unpacked to nowhere, so that it is known to be whole and not too large before anything of it is parsed.</summary>
internal sealed class UnpackedZip : IDisposable
{
    // In XML without a document type no text, tag or attribute is longer than the stretch between two '<'. Excel's longest cell is 32,767
    // characters, at most 9 bytes each.
    private const int LongestStretch = 1 << 20;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ZipArchiveEntry, long> _sizes = [];

    private UnpackedZip(ZipArchive archive) => _archive = archive;

    public IReadOnlyCollection<string> Names => _entries.Keys;

    public static UnpackedZip Open(Stream stream, LedgerLimits limits)
    {
        stream = FileStart.Seekable(stream, limits);
        FileStart.MustBeZip(stream);

        // Latin-1 keeps a name's bytes where the zip does not flag them as UTF-8: see NameOf.
        var zip = new UnpackedZip(FileStart.Archive(stream, Encoding.Latin1));
        zip.Unpack(limits);
        return zip;
    }

    /// <summary>An entry by its path, as the package formats compare paths: without case.</summary>
    public ZipArchiveEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>Bytes that really came out of an entry.</summary>
    public long SizeOf(ZipArchiveEntry entry) => _sizes[entry];

    public void Dispose() => _archive.Dispose();

    private void Unpack(LedgerLimits limits)
    {
        if (_archive.Entries.Count > LedgerLimits.ZipEntries)
        {
            throw new LedgerUnreadableException(Say.Of("file.zip.entries", _archive.Entries.Count));
        }

        var total = 0L;

        foreach (var entry in _archive.Entries)
        {
            if (entry.IsEncrypted)
            {
                throw new LedgerUnreadableException(WrongFile.Encrypted);
            }

            var name = NameOf(entry);
            _entries.TryAdd(name, entry);
            total += _sizes[entry] = Unpack(entry, name, limits.UnpackedBytes - total, limits);
        }
    }

    private static long Unpack(ZipArchiveEntry entry, string name, long left, LedgerLimits limits)
    {
        var isXml = name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        using var content = entry.Open();

        try
        {
            long size = 0, stretch = 0;

            while (content.Read(buffer) is var read and > 0)
            {
                if ((size += read) > left)
                {
                    throw new LedgerUnreadableException(WrongFile.TooLargeUnpacked(limits.UnpackedBytes));
                }

                var last = buffer.AsSpan(0, read).LastIndexOf((byte)'<');
                stretch = last < 0 ? stretch + read : read - last;

                if (isXml && stretch > LongestStretch)
                {
                    throw new InvalidDataException($"{name}: {stretch} bytes without a tag");
                }
            }

            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A name that Windows wrote is in GB18030 without saying so; the Mac writes UTF-8 without saying so.</summary>
    private static string NameOf(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        var decoded = name.All(c => c <= 0xFF) ? CsvText.Decode(Encoding.Latin1.GetBytes(name)) : name;

        return decoded.Replace('\\', '/').TrimStart('/');
    }
}
