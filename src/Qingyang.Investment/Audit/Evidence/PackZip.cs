using System.IO.Compression;
using System.Security.Cryptography;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>A file of a pack, as its manifest lists it.</summary>
public sealed record PackedFile(string Name, long Bytes, string Sha256);

/// <summary>Writes the zip of an evidence pack file by file, never all of it in memory, and notes the length and digest of each.</summary>
public sealed class PackZip(ZipArchive zip, DateTimeOffset madeAt)
{
    private readonly List<PackedFile> files = [];

    public IReadOnlyList<PackedFile> Files => files;

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => WriteAsync(name, async stream => await stream.WriteAsync(content, cancellation), cancellation);

    /// <param name="name">Its path in the zip.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="cancellation">Stops writing.</param>
    /// <param name="packed">False for what does not get smaller.</param>
    public async Task WriteAsync(string name, Func<Stream, Task> write, CancellationToken cancellation, bool packed = true)
    {
        var entry = zip.CreateEntry(name, packed ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        entry.LastWriteTime = madeAt;
        await using var file = await entry.OpenAsync(cancellation);
        await using var measured = new Measured(file);
        await using var buffered = new BufferedStream(measured, 1 << 16);
        await write(buffered);
        await buffered.FlushAsync(cancellation);
        files.Add(measured.Of(name));
    }

    /// <summary>Counts and digests what is written through it.</summary>
    private sealed class Measured(Stream to) : Stream
    {
        private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long bytes;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => bytes;

        public override long Position { get => bytes; set => throw new NotSupportedException(); }

        public PackedFile Of(string name) => new(name, bytes, Convert.ToHexStringLower(digest.GetHashAndReset()));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            digest.AppendData(buffer.Span);
            bytes += buffer.Length;
            await to.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
            digest.AppendData(buffer, offset, count);
            bytes += count;
            to.Write(buffer, offset, count);
        }

        public override void Flush() => to.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            digest.Dispose();
            base.Dispose(disposing);
        }
    }
}
