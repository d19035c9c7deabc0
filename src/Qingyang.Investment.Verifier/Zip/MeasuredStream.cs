using System.Security.Cryptography;

namespace Qingyang.Investment.Verifier.Zip;

/// <summary>A file of the pack as it is read: counts and digests what went by, and refuses to give more than the zip said there is.</summary>
public sealed class MeasuredStream(Stream inner, string name, long expected, Action<string, Measured> told) : Stream
{
    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long read;
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => expected;

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int n;

        try
        {
            n = inner.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new UnreadablePackException(Say.Of("zip.damaged", name), e);
        }

        read += n;

        if (read > expected)
        {
            throw new UnreadablePackException(Say.Of("zip.larger", name));
        }

        digest.AppendData(buffer[..n]);

        if (n == 0 && !ended && buffer.Length > 0)
        {
            ended = true;
            told(name, new Measured(read, digest.GetHashAndReset()));
        }

        return n;
    }

    /// <summary>Reads on to the end, so that all of it was measured.</summary>
    public void Drain()
    {
        var nothing = new byte[81920];

        while (Read(nothing) > 0)
        {
            // Only to be measured.
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            digest.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>How long a file of the pack really is, and its SHA-256.</summary>
public readonly record struct Measured(long Bytes, byte[] Sha256);
