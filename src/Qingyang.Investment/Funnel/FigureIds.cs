using System.Security.Cryptography;
using System.Text;

namespace Qingyang.Investment.Funnel;

/// <summary>The enterprises of a figure by their ids alone, and the digest by which a stranger can tell whether they are the same.</summary>
public static class FigureIds
{
    /// <summary>SHA-256, hex, over the ids (lower case, with hyphens), sorted ordinally, each followed by a line feed.</summary>
    public static string DigestOf(IEnumerable<Guid> ids)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        foreach (var id in ids.Select(x => x.ToString()).Order(StringComparer.Ordinal))
        {
            digest.AppendData(Encoding.ASCII.GetBytes(id));
            digest.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
