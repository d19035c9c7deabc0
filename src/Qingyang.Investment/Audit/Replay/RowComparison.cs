using System.Buffers.Binary;
using System.Security.Cryptography;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Replay;

/// <summary>What a read model should hold and what it holds, row by row.</summary>
/// <param name="Digest">SHA-256, hex, over the SHA-256 of each row that should be there, in the order of enterprises (RFC 9562) and then of digests.</param>
/// <param name="Differing">How many rows are not as they should be: of one enterprise, as many as are too many or too few, whichever are more.</param>
/// <param name="Whose">The first enterprises whose rows they are.</param>
public sealed record RowComparison(string Digest, long Differing, IReadOnlyList<Guid> Whose)
{
    public const int Shown = 10;

    public static RowComparison Of(List<RowDigest> expected, List<RowDigest> found)
    {
        expected.Sort(RowDigest.Order);
        found.Sort(RowDigest.Order);
        var (missing, extra) = Apart(expected, found, RowDigest.Order);
        var differing = missing.CountBy(x => x.Id).Concat(extra.CountBy(x => x.Id)).GroupBy(x => x.Key, (id, counts) => (Id: id, Rows: counts.Max(x => x.Value))).ToList();

        return new RowComparison(DigestOf(expected), differing.Sum(x => (long)x.Rows), [.. differing.Select(x => x.Id).Order().Take(Shown)]);
    }

    /// <summary>What stands on one side only, of two that are sorted; what stands on one side twice and on the other once is one of them.</summary>
    public static (List<T> Missing, List<T> Extra) Apart<T>(List<T> expected, List<T> found, IComparer<T> by)
    {
        var (missing, extra, i, j) = (new List<T>(), new List<T>(), 0, 0);

        while (i < expected.Count || j < found.Count)
        {
            var order = i == expected.Count ? 1 : j == found.Count ? -1 : by.Compare(expected[i], found[j]);

            if (order < 0)
            {
                missing.Add(expected[i]);
            }
            else if (order > 0)
            {
                extra.Add(found[j]);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return (missing, extra);
    }

    private static string DigestOf(List<RowDigest> rows)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> row = stackalloc byte[SHA256.HashSizeInBytes];

        foreach (var (_, high, low) in rows)
        {
            BinaryPrimitives.WriteUInt128BigEndian(row, high);
            BinaryPrimitives.WriteUInt128BigEndian(row[16..], low);
            digest.AppendData(row);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
