using System.Globalization;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// What one tree came to at one moment (检查点), as C2SP tlog-checkpoint writes it: origin, size and root, and one line of our own,
/// <c>sealed N T</c>.
/// </summary>
/// <param name="Origin">Which tree: the log's id, with the suite's suffix.</param>
/// <param name="Size">In leaves.</param>
/// <param name="Root">32 bytes.</param>
/// <param name="Sealed">Every sequence number up to it is in a leaf of this tree.</param>
/// <param name="At">When it was made, to the second.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, long Sealed, DateTimeOffset At)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The text that is signed.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\nsealed {Sealed} {At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}\n");

    /// <summary>Reads what <see cref="ToString"/> writes; null where it is anything else. Further lines of extensions are passed over.</summary>
    public static Checkpoint? Parse(string? text) =>
        text?.Split('\n') is [var origin, var size, var root, var extension, ..] && origin.Length > 0 && TryNumber(size, out var leaves) && NoteKey.Bytes(root) is { Length: ISuite.HashSize } hash
        && extension.Split(' ') is ["sealed", var position, var time] && TryNumber(position, out var end)
        && DateTimeOffset.TryParseExact(time, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new Checkpoint(origin, leaves, hash, end, at)
            : null;

    /// <summary>Of a note that this key signed, for its own tree; null of any other.</summary>
    public static Checkpoint? Open(string note, NoteKey key) => Parse(SignedNote.Open(note, key)) is { } read && read.Origin == key.Name ? read : null;

    /// <summary>Decimal, without a sign and without zeros before it.</summary>
    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text == number.ToString(CultureInfo.InvariantCulture);
}
