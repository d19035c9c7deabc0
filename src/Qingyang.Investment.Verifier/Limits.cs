namespace Qingyang.Investment.Verifier;

/// <summary>How much a pack may ask of the machine that checks it: what goes beyond is refused, not tried.</summary>
/// <param name="UnpackedBytes">All files of the zip together, unpacked.</param>
/// <param name="LineBytes">One line of events.ndjson or proofs.ndjson.</param>
/// <param name="SmallFileBytes">A file that is read as a whole: manifest, figures, definitions.</param>
/// <param name="NoteBytes">A signed note, or a file of keys.</param>
/// <param name="Files">Files in the zip.</param>
/// <param name="Ratio">How many times as large a file may be as it was packed.</param>
public sealed record Limits(
    long UnpackedBytes = 64L << 30, int LineBytes = 16 << 20, int SmallFileBytes = 64 << 20, int NoteBytes = 64 << 10, int Files = 65_000, int Ratio = 400)
{
    public static readonly Limits Usual = new();
}

/// <summary>Not an evidence pack, or one that cannot be read to its end.</summary>
public sealed class UnreadablePackException : Exception
{
    public UnreadablePackException(string sentence, Exception? inner = null) : base(sentence, inner)
    {
    }
}
