using System.Security.Cryptography;
using System.Text;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>What a read model should hold and what it holds, row by row.</summary>
/// <param name="Digest">SHA-256, hex, over the rows that should be there, sorted ordinally, each followed by a line feed.</param>
/// <param name="Differing">How many rows are not as they should be.</param>
/// <param name="First">The first of them: whose, how, what should stand there, what does.</param>
public sealed record RowComparison(string Digest, long Differing, IReadOnlyList<(Guid Id, string Kind, string? Expected, string? Found)> First)
{
    private const int Shown = 10;

    public static RowComparison Of(TableRow[] expected, List<TableRow> found)
    {
        Array.Sort(expected, ByText);
        found.Sort(ByText);
        var (absent, extra) = Apart(expected, found);

        // A row that is there under the same key is another one, not one too few and one too many.
        var missing = absent.ToLookup(x => x.Key);
        var keys = extra.Select(x => x.Key).ToHashSet(StringComparer.Ordinal);
        var rows = new List<(Guid Id, string Kind, string? Expected, string? Found)>();
        rows.AddRange(extra.Select(x => (IdOf(x.Key), missing.Contains(x.Key) ? "differs" : "extra", missing[x.Key].Select(y => y.Text).FirstOrDefault(), (string?)x.Text)));
        rows.AddRange(missing.Where(x => !keys.Contains(x.Key)).SelectMany(x => x).Select(x => (IdOf(x.Key), "missing", (string?)x.Text, (string?)null)));

        return new RowComparison(DigestOf(expected), rows.Count, [.. rows.Take(Shown).Select(x => (x.Id, x.Kind, Readable(x.Expected), Readable(x.Found)))]);
    }

    private static int ByText(TableRow one, TableRow other) => string.CompareOrdinal(one.Text, other.Text);

    /// <summary>The rows that stand on one side only, of two that are sorted; a row that stands on one side twice and on the other once is one of them.</summary>
    private static (List<TableRow> Absent, List<TableRow> Extra) Apart(TableRow[] expected, List<TableRow> found)
    {
        var (absent, extra, i, j) = (new List<TableRow>(), new List<TableRow>(), 0, 0);

        while (i < expected.Length || j < found.Count)
        {
            var order = i == expected.Length ? 1 : j == found.Count ? -1 : ByText(expected[i], found[j]);

            if (order < 0)
            {
                absent.Add(expected[i]);
            }
            else if (order > 0)
            {
                extra.Add(found[j]);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return (absent, extra);
    }

    private static Guid IdOf(string key) => Guid.Parse(key.AsSpan(0, 36));

    private static string? Readable(string? row) => row?.TrimEnd('\u001f').Replace("\0", "—", StringComparison.Ordinal).Replace('\u001f', '|');

    private static string DigestOf(TableRow[] rows)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        foreach (var row in rows)
        {
            digest.AppendData(Encoding.UTF8.GetBytes(row.Text));
            digest.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
