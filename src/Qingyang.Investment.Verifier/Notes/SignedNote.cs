using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Qingyang.Investment.Verifier.Notes;

/// <summary>A signature line of a note: by whom, with which key, and the signature itself.</summary>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature);

/// <summary>A C2SP signed note: text that ends with a newline, an empty line, and lines of signatures.</summary>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string Mark = "\u2014 ";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static SignedNote? Read(byte[] bytes)
    {
        string all;

        try
        {
            all = Strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }

        var end = all.LastIndexOf("\n\n", StringComparison.Ordinal);

        if (end < 0 || !all.EndsWith('\n') || all.Any(x => char.IsControl(x) && x != '\n'))
        {
            return null;
        }

        var signatures = all[(end + 2)..^1].Split('\n').Select(ReadSignature).ToList();

        return signatures.Contains(null) ? null : new SignedNote(all[..(end + 1)], signatures!);
    }

    /// <summary>Whether that key signed it. Signatures of others are left alone, but one that is said to be this key's must hold.</summary>
    public bool IsSignedBy(VerifierKey key)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var own = Signatures.Where(x => x.Name == key.Name && x.KeyId == key.Id).ToList();

        return own.Count > 0 && own.TrueForAll(x => key.Signed(text, x.Signature));
    }

    private static NoteSignature? ReadSignature(string line)
    {
        var space = line.LastIndexOf(' ');

        if (!line.StartsWith(Mark, StringComparison.Ordinal) || space < Mark.Length + 1)
        {
            return null;
        }

        var bytes = new byte[line.Length];

        return Convert.TryFromBase64String(line[(space + 1)..], bytes, out var length) && length > 4
            ? new NoteSignature(line[Mark.Length..space], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length]) : null;
    }
}

/// <summary>What a checkpoint says: of which log, how many leaves, under which root, up to which number every number is covered, and when it was made.</summary>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, long Sealed, DateTimeOffset At, SignedNote Note)
{
    public static Checkpoint? Read(byte[] bytes)
    {
        if (SignedNote.Read(bytes) is not { } note || note.Text[..^1].Split('\n') is not [{ Length: > 0 } origin, var size, var root, var extension, ..])
        {
            return null;
        }

        var hash = new byte[33];

        return TryCount(size, out var leaves) && Convert.TryFromBase64String(root, hash, out var length) && length == 32
            && extension.Split(' ') is ["sealed", var number, var time] && TryCount(number, out var last)
            && DateTimeOffset.TryParseExact(time, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new Checkpoint(origin, leaves, hash[..32], last, at, note) : null;
    }

    private static bool TryCount(string text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && (text == "0" || text[0] != '0');
}
