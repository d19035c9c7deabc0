using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Log;

/// <summary>Leaves that trees are made of, and their complete subtrees.</summary>
internal sealed class Leaves(ISuite suite, IReadOnlyList<byte[]> hashes)
{
    private readonly Dictionary<(int Level, long Index), byte[]> nodes = [];

    public IReadOnlyList<byte[]> Hashes => hashes;

    public static Leaves Of(ISuite suite, IEnumerable<byte[]> leaves) => new(suite, [.. leaves.Select(x => LeafHash(suite, x))]);

    /// <summary>So many, each different.</summary>
    public static Leaves Some(ISuite suite, int count) => Of(suite, Enumerable.Range(0, count).Select(BitConverter.GetBytes));

    /// <summary>Those that the tests of certificate-transparency use.</summary>
    public static Leaves OfCertificateTransparency() =>
        Of(Suites.Sha256, ((string[])["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]).Select(Convert.FromHexString));

    public static byte[] LeafHash(ISuite suite, byte[] leaf)
    {
        var hash = new byte[ISuite.HashSize];
        suite.HashLeaf([MerkleTree.LeafPrefix, .. leaf], hash);

        return hash;
    }

    public byte[] Node(int level, long index)
    {
        if (level == 0)
        {
            return hashes[(int)index];
        }

        if (!nodes.TryGetValue((level, index), out var node))
        {
            nodes[(level, index)] = node = suite.HashNode(Node(level - 1, 2 * index), Node(level - 1, (2 * index) + 1));
        }

        return node;
    }

    /// <summary>MTH as RFC 6962 §2.1 defines it, and nothing else.</summary>
    public byte[] NaiveRoot(int start, int end)
    {
        if (end - start == 1)
        {
            return hashes[start];
        }

        var split = 1;

        while (split * 2 < end - start)
        {
            split *= 2;
        }

        return suite.HashNode(NaiveRoot(start, start + split), NaiveRoot(start + split, end));
    }
}
