using System.Buffers.Binary;
using System.Text;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// A text that is signed (签名文书), as C2SP signed-note writes it: the text, which ends in a newline; an empty line; and a line
/// <c>— name base64(key id || signature)</c> for each signature.
/// </summary>
public static class SignedNote
{
    private const string Break = "\n\n";
    private const string Dash = "— ";

    /// <param name="text">Ends in a newline; it is what is signed, in UTF-8.</param>
    /// <param name="key">Under whose name and id.</param>
    /// <param name="secret">That key's secret.</param>
    /// <exception cref="ArgumentException">The text ends in no newline, or has control characters beside it.</exception>
    public static string Sign(string text, NoteKey key, byte[] secret)
    {
        if (!IsText(text))
        {
            throw new ArgumentException("A note's text is lines, each of which ends in a newline, without control characters.", nameof(text));
        }

        var id = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(id, key.Id);

        return $"{text}\n{Dash}{key.Name} {Convert.ToBase64String([.. id, .. key.Suite.Sign(secret, Encoding.UTF8.GetBytes(text))])}\n";
    }

    /// <summary>The text of a note that this key signed, with the newline at its end; null where it did not, or it is no note. Signatures of others are passed over.</summary>
    public static string? Open(string note, NoteKey key)
    {
        if (note.LastIndexOf(Break, StringComparison.Ordinal) is not (var end and >= 0) || !note.EndsWith('\n'))
        {
            return null;
        }

        var (text, lines) = (note[..(end + 1)], note[(end + Break.Length)..].Split('\n')[..^1]);
        var signed = false;

        foreach (var line in lines)
        {
            if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var base64] || !NoteKey.IsName(name)
                || NoteKey.Bytes(base64) is not { Length: > sizeof(uint) } bytes)
            {
                return null;   // not a signature line: the whole is no note
            }

            if (name == key.Name && BinaryPrimitives.ReadUInt32BigEndian(bytes) == key.Id)
            {
                if (signed || !key.Suite.Verify(key.Public, Encoding.UTF8.GetBytes(text), bytes.AsSpan(sizeof(uint))))
                {
                    return null;   // one of its own that does not hold, or two of them
                }

                signed = true;
            }
        }

        return signed && IsText(text) ? text : null;
    }

    private static bool IsText(string text) => text.EndsWith('\n') && !text.Any(x => x < ' ' && x != '\n');
}
