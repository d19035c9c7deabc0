namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// The cryptography under one tree (密码算法): what it hashes with (RFC 6962 §2.1, any hash of 32 bytes) and what its checkpoints are
/// signed with (C2SP signed-note). Stateless: any number of threads may use it. A certified module can stand in.
/// </summary>
public interface ISuite
{
    /// <summary>Bytes of every hash.</summary>
    const int HashSize = 32;

    /// <summary>As tables, addresses and files name it: <c>sha256</c>, <c>sm3</c>.</summary>
    string Name { get; }

    /// <summary>What the log's id gets added in the origin of this tree's checkpoints.</summary>
    string OriginSuffix { get; }

    /// <summary>C2SP signed-note: the signature type's byte, and where that is 0xff what tells it from others. It stands before the public key.</summary>
    ReadOnlySpan<byte> SignatureType { get; }

    /// <summary>Bytes of a public key.</summary>
    int PublicKeySize { get; }

    /// <summary>H(bytes), 32 bytes.</summary>
    void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash);

    /// <summary>A new key pair: 32 secret bytes, and the public key.</summary>
    (byte[] Secret, byte[] Public) NewKey();

    /// <summary>64 bytes.</summary>
    byte[] Sign(byte[] secret, ReadOnlySpan<byte> message);

    /// <summary>False also where the key or the signature is of no proper form.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}

/// <summary>The suites that the log is kept under: two trees over the same leaves.</summary>
public static class Suites
{
    /// <summary>SHA-256 and Ed25519: any standard tool verifies it.</summary>
    public static readonly ISuite Sha256 = new Sha256Ed25519();

    /// <summary>SM3 and SM2, for the rules of commercial cryptography (商用密码).</summary>
    public static readonly ISuite Sm3 = new Sm3Sm2();

    public static readonly IReadOnlyList<ISuite> All = [Sha256, Sm3];

    /// <summary>By its name; null where there is none of it.</summary>
    public static ISuite? Of(string? name) => All.FirstOrDefault(x => x.Name == name);

    /// <summary>RFC 6962 §2.1: H(0x00 || leaf bytes). <paramref name="prefixed"/> begins with the 0x00 already: nothing is copied.</summary>
    public static void HashLeaf(this ISuite suite, ReadOnlySpan<byte> prefixed, Span<byte> hash)
    {
        System.Diagnostics.Debug.Assert(prefixed[0] == MerkleTree.LeafPrefix);
        suite.Hash(prefixed, hash);
    }

    /// <summary>RFC 6962 §2.1: H(0x01 || left || right).</summary>
    public static void HashNode(this ISuite suite, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> node = stackalloc byte[1 + (2 * ISuite.HashSize)];
        node[0] = MerkleTree.NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + ISuite.HashSize)..]);
        suite.Hash(node, hash);
    }

    public static byte[] HashNode(this ISuite suite, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[ISuite.HashSize];
        suite.HashNode(left, right, hash);

        return hash;
    }
}
