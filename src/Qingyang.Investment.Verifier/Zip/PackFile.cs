using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;

namespace Qingyang.Investment.Verifier.Zip;

/// <summary>The zip, opened with care: how many files it holds and how large they are is known before any of them is read.</summary>
public sealed class PackFile : IDisposable
{
    private const uint EndOfDirectory = 0x06054b50;
    private const int EndBytes = 22;
    private const int RatioMatters = 1 << 20;

    private readonly string path;
    private readonly Limits limits;
    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);

    private PackFile(string path, Limits limits, ZipArchive zip, ConcurrentDictionary<string, Measured> measured)
    {
        (this.path, this.limits, this.zip, Measured) = (path, limits, zip, measured);
    }

    /// <summary>The files that were read to their end.</summary>
    public ConcurrentDictionary<string, Measured> Measured { get; }

    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <summary>Names that stand in the zip more than once: programs differ in which of them they would show.</summary>
    public IReadOnlyList<string> Twice { get; private set; } = [];

    /// <exception cref="UnreadablePackException">No zip, or one that would take too much.</exception>
    public static PackFile Open(string path, Limits limits) => Open(path, limits, new ConcurrentDictionary<string, Measured>(StringComparer.Ordinal));

    /// <summary>The same once more, to be read beside it by another thread.</summary>
    public PackFile Again() => Open(path, limits, Measured);

    public bool Has(string name) => entries.ContainsKey(name);

    public long LengthOf(string name) => entries[name].Length;

    public MeasuredStream OpenFile(string name) => new(entries[name].Open(), name, entries[name].Length, (x, measured) => Measured[x] = measured);

    /// <summary>All of a small file.</summary>
    public byte[] ReadAll(string name, int most)
    {
        if (entries[name].Length > most)
        {
            throw new UnreadablePackException(Say.Of("zip.file.large", name, entries[name].Length));
        }

        using var file = OpenFile(name);
        using var all = new MemoryStream();
        file.CopyTo(all);

        return all.ToArray();
    }

    public void Dispose() => zip.Dispose();

    private static PackFile Open(string path, Limits limits, ConcurrentDictionary<string, Measured> measured)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

            if (CountOf(file) > limits.Files)
            {
                file.Dispose();
                throw new UnreadablePackException(Say.Of("zip.files", limits.Files));
            }

            var pack = new PackFile(path, limits, new ZipArchive(file, ZipArchiveMode.Read), measured);
            pack.Look();

            return pack;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UnreadablePackException(Say.Of("zip.unreadable", path), e);
        }
    }

    private void Look()
    {
        var (total, twice) = (0L, new List<string>());

        foreach (var entry in zip.Entries)
        {
            if (!entries.TryAdd(entry.FullName, entry))
            {
                twice.Add(entry.FullName);
            }

            total += entry.Length;

            if (total > limits.UnpackedBytes || (entry.Length > RatioMatters && entry.Length / Math.Max(1, entry.CompressedLength) > limits.Ratio))
            {
                throw new UnreadablePackException(Say.Of("zip.bomb", entry.FullName, entry.Length, entry.CompressedLength));
            }
        }

        Twice = twice;
    }

    /// <summary>How many files the zip says that it has, as its last record tells; the reader holds it to that.</summary>
    private static int CountOf(FileStream file)
    {
        var tail = new byte[Math.Min(file.Length, EndBytes + ushort.MaxValue)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        file.Seek(0, SeekOrigin.Begin);

        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == EndOfDirectory)
            {
                return BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
            }
        }

        throw new InvalidDataException("No end of a central directory.");
    }
}
