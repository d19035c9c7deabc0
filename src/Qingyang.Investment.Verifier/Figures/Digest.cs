using System.Security.Cryptography;
using System.Text;

namespace Qingyang.Investment.Verifier.Figures;

/// <summary>The digest of a figure: SHA-256 over the ids of its enterprises (lower case, with hyphens), sorted ordinally, each followed by a newline.</summary>
public static class Digest
{
    public static string Of(IEnumerable<Guid> enterprises)
    {
        var ids = enterprises.Select(x => x.ToString()).ToArray();
        Array.Sort(ids, StringComparer.Ordinal);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> line = stackalloc byte[37];
        line[36] = (byte)'\n';

        foreach (var id in ids)
        {
            Encoding.ASCII.GetBytes(id, line);
            digest.AppendData(line);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
