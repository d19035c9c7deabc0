using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// SM3 (GB/T 32905) and SM2 signatures (GB/T 32918.2 over the curve of GB/T 32918.5, user id 1234567812345678 as GM/T 0009 has it), both from
/// BouncyCastle. A public key is x || y, a signature r || s: 64 bytes each.
/// </summary>
public sealed class Sm3Sm2 : ISuite
{
    private const int Scalar = 32;

    private static readonly X9ECParameters Curve = GMNamedCurves.GetByName("sm2p256v1");
    private static readonly ECDomainParameters Domain = new(Curve);
    private static readonly byte[] Type = [0xff, .. "qingyang.investment/sm2"u8];
    private static readonly byte[] UserId = "1234567812345678"u8.ToArray();

    [ThreadStatic]
    private static SM3Digest? digest;

    public string Name => "sm3";

    public string OriginSuffix => "/sm3";

    /// <summary>C2SP signed-note keeps 0xff for what it does not know; a name of our own tells it from others.</summary>
    public ReadOnlySpan<byte> SignatureType => Type;

    public int PublicKeySize => 2 * Scalar;

    public void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        digest ??= new SM3Digest();
        digest.BlockUpdate(bytes);
        digest.DoFinal(hash);
    }

    public (byte[] Secret, byte[] Public) NewKey()
    {
        for (; ; )
        {
            var secret = RandomNumberGenerator.GetBytes(Scalar);
            var d = new BigInteger(1, secret);

            if (d.SignValue > 0 && d.CompareTo(Domain.N.Subtract(BigInteger.One)) < 0)   // 1 … n-2, as the standard asks
            {
                return (secret, Domain.G.Multiply(d).Normalize().GetEncoded(compressed: false)[1..]);
            }
        }
    }

    public byte[] Sign(byte[] secret, ReadOnlySpan<byte> message)
    {
        var signer = Signer(forSigning: true, new ECPrivateKeyParameters(new BigInteger(1, secret), Domain), message);

        return signer.GenerateSignature();
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeySize || signature.Length != 2 * Scalar)
        {
            return false;
        }

        try
        {
            var point = Curve.Curve.DecodePoint([0x04, .. publicKey]);

            return Signer(forSigning: false, new ECPublicKeyParameters(point, Domain), message).VerifySignature(signature.ToArray());
        }
        catch (ArgumentException)
        {
            return false;   // no point of the curve
        }
    }

    private static SM2Signer Signer(bool forSigning, ICipherParameters key, ReadOnlySpan<byte> message)
    {
        var signer = new SM2Signer(PlainDsaEncoding.Instance);
        signer.Init(forSigning, new ParametersWithID(key, UserId));
        signer.BlockUpdate(message);

        return signer;
    }
}
