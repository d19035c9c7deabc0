namespace Qingyang.Investment.Verifier.Zip;

/// <summary>The lines of a file, one after the other, each no longer than is allowed. A line ends with \n.</summary>
public sealed class Lines(Stream file, string name, int longest)
{
    private byte[] buffer = new byte[1 << 18];
    private int start, end;

    /// <summary>Which line was given last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        for (var searched = start; ;)
        {
            var at = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');

            if (at >= 0)
            {
                line = buffer.AsSpan(start, searched + at - start);
                start = searched + at + 1;
                Number++;

                return line.Length <= longest ? true : throw TooLong(Number);
            }

            if (end - start > longest)
            {
                throw TooLong(Number + 1);
            }

            searched = end - start;
            MakeRoom();
            var read = file.Read(buffer, end, buffer.Length - end);
            end += read;

            if (read == 0)
            {
                line = buffer.AsSpan(start, end - start);   // a last line without an end is one too
                start = end;
                Number += line.IsEmpty ? 0 : 1;

                return !line.IsEmpty;
            }
        }
    }

    private UnreadablePackException TooLong(long line) => new(Say.Of("line.long", name, line, longest));

    private void MakeRoom()
    {
        var kept = buffer.AsSpan(start, end - start);

        if (kept.Length > buffer.Length / 2)
        {
            var larger = new byte[buffer.Length * 2];
            kept.CopyTo(larger);
            buffer = larger;
        }
        else
        {
            kept.CopyTo(buffer);
        }

        (start, end) = (0, kept.Length);
    }
}
