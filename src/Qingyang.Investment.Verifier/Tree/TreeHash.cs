using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Qingyang.Investment.Verifier.Tree;

/// <summary>A hash of 32 bytes under which the tree is kept: SHA-256 (FIPS 180-4) or SM3 (GB/T 32905-2016). One thread's.</summary>
public abstract class TreeHash
{
    public const int Size = 32;

    /// <summary>The name of its files in a pack: <c>sha256</c> or <c>sm3</c>.</summary>
    public abstract string Name { get; }

    /// <summary>As people know it.</summary>
    public abstract string Title { get; }

    public abstract void Hash(ReadOnlySpan<byte> data, Span<byte> hash);

    /// <summary>RFC 6962 §2.1: H(0x00 || leaf). <paramref name="prefixed"/> has the 0x00 already in front.</summary>
    public byte[] Leaf(ReadOnlySpan<byte> prefixed)
    {
        var hash = new byte[Size];
        Hash(prefixed, hash);

        return hash;
    }

    /// <summary>RFC 6962 §2.1: H(0x01 || left || right).</summary>
    public void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> node = stackalloc byte[1 + (2 * Size)];
        node[0] = 1;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Size)..]);
        Hash(node, hash);
    }

    public static TreeHash Sha256() => new OfSha256();

    public static TreeHash Sm3() => new OfSm3();

    private sealed class OfSha256 : TreeHash
    {
        public override string Name => "sha256";

        public override string Title => "SHA-256";

        public override void Hash(ReadOnlySpan<byte> data, Span<byte> hash) => SHA256.HashData(data, hash);
    }

    private sealed class OfSm3 : TreeHash
    {
        private readonly SM3Digest digest = new();

        public override string Name => "sm3";

        public override string Title => "SM3";

        public override void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
        {
            digest.BlockUpdate(data);
            digest.DoFinal(hash);
        }
    }
}
