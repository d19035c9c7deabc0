using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Qingyang.Investment.Verifier.Notes;

/// <summary>
/// A public key as a C2SP vkey writes it: <c>name+keyid+base64(type || key)</c>. Type 0x01 is Ed25519; 0xff with the name
/// <c>qingyang.investment/sm2</c> is SM2 with SM3 (GB/T 32918.2, user id 1234567812345678), the key 64 bytes x||y.
/// </summary>
public sealed record VerifierKey(string Name, uint Id, string Line, bool IsSm2, byte[] Key)
{
    private const byte Ed25519 = 0x01;
    private static readonly byte[] Sm2 = [0xff, .. "qingyang.investment/sm2"u8];
    private static readonly ECDomainParameters Curve = new(GMNamedCurves.GetByName("sm2p256v1"));   // what is worked out for it once serves every signature
    private static readonly byte[] UserId = Encoding.ASCII.GetBytes("1234567812345678");

    /// <summary>The key of a line; null where it is none, or its id is not its own.</summary>
    public static VerifierKey? Read(string line)
    {
        var parts = line.Split('+', 3);

        if (parts is not [{ Length: > 0 } name, { Length: 8 } hex, var text] || !uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var bytes = new byte[text.Length];

        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        bytes = bytes[..length];
        var key = length == 33 && bytes[0] == Ed25519 ? new VerifierKey(name, id, line, IsSm2: false, bytes[1..])
            : length == Sm2.Length + 64 && bytes.AsSpan().StartsWith(Sm2) ? new VerifierKey(name, id, line, IsSm2: true, bytes[Sm2.Length..]) : null;

        return key is not null && IdOf(name, bytes) == id ? key : null;
    }

    /// <summary>The keys of a file, one a line.</summary>
    public static IReadOnlyList<VerifierKey> ReadAll(string text) => [.. text.Split('\n').Select(x => Read(x.Trim())).OfType<VerifierKey>()];

    /// <summary>Whether that signature over those bytes was made with this key's secret half.</summary>
    public bool Signed(ReadOnlySpan<byte> text, byte[] signature)
    {
        if (signature.Length != 64)
        {
            return false;
        }

        try
        {
            ISigner signer = IsSm2 ? new SM2Signer(PlainDsaEncoding.Instance) : new Ed25519Signer();
            signer.Init(forSigning: false, IsSm2 ? new ParametersWithID(Sm2Point(), UserId) : new Ed25519PublicKeyParameters(Key));
            signer.BlockUpdate(text);

            return signer.VerifySignature(signature);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or ArithmeticException or CryptoException)
        {
            return false;   // a key that is no point of its curve signs nothing
        }
    }

    /// <summary>C2SP signed-note: the first four bytes of SHA-256(name || 0x0A || type || key).</summary>
    public static uint IdOf(string name, byte[] typeAndKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, .. typeAndKey]));

    private ECPublicKeyParameters Sm2Point() => new(Curve.Curve.DecodePoint([4, .. Key]), Curve);
}
