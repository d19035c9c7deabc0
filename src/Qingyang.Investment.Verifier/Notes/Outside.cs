using System.Text;

namespace Qingyang.Investment.Verifier.Notes;

/// <summary>What the auditor has from elsewhere: a folder of notes, one note, a file of keys.</summary>
public static class Outside
{
    private const int MostFiles = 100_000;

    /// <exception cref="UnreadablePackException">It is not there, or no such file.</exception>
    public static string Text(string path, Limits limits) => Encoding.UTF8.GetString(Bytes(path, limits));

    /// <summary>The checkpoints and keys that are there, and the names of files that look like one and are none.</summary>
    public static (IReadOnlyList<(string Name, Checkpoint Checkpoint)> Notes, IReadOnlyList<VerifierKey> Keys, IReadOnlyList<string> Broken) Read(string path, Limits limits)
    {
        var (notes, keys, broken) = (new List<(string, Checkpoint)>(), new List<VerifierKey>(), new List<string>());

        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Take(MostFiles).Order(StringComparer.Ordinal)] : [path];

        foreach (var file in files)
        {
            if (file.EndsWith(".unfinished", StringComparison.Ordinal) || (files.Length > 1 && new FileInfo(file).Length > limits.NoteBytes))
            {
                continue;   // whatever it is, it is no note
            }

            var bytes = Bytes(file, limits);

            if (Checkpoint.Read(bytes) is { } checkpoint)
            {
                notes.Add((Path.GetFileName(file), checkpoint));
            }
            else if (VerifierKey.ReadAll(Encoding.UTF8.GetString(bytes)) is { Count: > 0 } some)
            {
                keys.AddRange(some);
            }
            else if (Encoding.UTF8.GetString(bytes).Contains("\n\u2014 ", StringComparison.Ordinal) || !Directory.Exists(path))
            {
                broken.Add(Path.GetFileName(file));
            }
        }

        return (notes, keys, broken);
    }

    private static byte[] Bytes(string path, Limits limits)
    {
        try
        {
            return new FileInfo(path).Length > limits.NoteBytes ? throw new UnreadablePackException(Say.Of("outside.large", path)) : File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadablePackException(Say.Of("outside.unreadable", path), e);
        }
    }
}
