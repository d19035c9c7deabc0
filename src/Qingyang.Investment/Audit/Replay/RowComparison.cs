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
        Array.Sort(expected, (x, y) => string.CompareOrdinal(x.Text, y.Text));
        var left = expected.GroupBy(x => x.Text).ToDictionary(x => x.Key, x => x.Count(), StringComparer.Ordinal);
        var extra = new List<TableRow>();

        foreach (var row in found)
        {
            if (left.TryGetValue(row.Text, out var count))
            {
                _ = count == 1 ? left.Remove(row.Text) : (left[row.Text] = count - 1) > 0;
            }
            else
            {
                extra.Add(row);
            }
        }

        // A row that is there under the same key is another one, not one too few and one too many.
        var missing = expected.Where(x => left.ContainsKey(x.Text)).ToLookup(x => x.Key);
        var keys = extra.Select(x => x.Key).ToHashSet(StringComparer.Ordinal);
        var rows = new List<(Guid Id, string Kind, string? Expected, string? Found)>();
        rows.AddRange(extra.Select(x => (IdOf(x.Key), missing.Contains(x.Key) ? "differs" : "extra", missing[x.Key].Select(y => y.Text).FirstOrDefault(), (string?)x.Text)));
        rows.AddRange(missing.Where(x => !keys.Contains(x.Key)).SelectMany(x => x).Select(x => (IdOf(x.Key), "missing", (string?)x.Text, (string?)null)));

        return new RowComparison(DigestOf(expected), rows.Count, [.. rows.Take(Shown).Select(x => (x.Id, x.Kind, Readable(x.Expected), Readable(x.Found)))]);
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
