using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Qingyang.Investment.Audit.Log;

/// <summary>SHA-256 (FIPS 180-4) from the platform, Ed25519 (RFC 8032) from BouncyCastle: the platform has none.</summary>
public sealed class Sha256Ed25519 : ISuite
{
    public string Name => "sha256";

    public string OriginSuffix => "";

    /// <summary>C2SP signed-note: 0x01 is Ed25519.</summary>
    public ReadOnlySpan<byte> SignatureType => [0x01];

    public int PublicKeySize => Ed25519.PublicKeySize;

    public void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash) => SHA256.HashData(bytes, hash);

    public (byte[] Secret, byte[] Public) NewKey()
    {
        var secret = RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize);
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(secret, key);

        return (secret, key);
    }

    public byte[] Sign(byte[] secret, ReadOnlySpan<byte> message)
    {
        var (bytes, signature) = (message.ToArray(), new byte[Ed25519.SignatureSize]);
        Ed25519.Sign(secret, 0, bytes, 0, bytes.Length, signature, 0);

        return signature;
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != Ed25519.PublicKeySize || signature.Length != Ed25519.SignatureSize)
        {
            return false;
        }

        var bytes = message.ToArray();

        return Ed25519.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, bytes, 0, bytes.Length);
    }
}
