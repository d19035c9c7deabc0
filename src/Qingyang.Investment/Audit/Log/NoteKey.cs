using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Qingyang.Investment.Audit.Log;

/// <summary>A public key that notes are verified with (验证公钥), as C2SP signed-note has it: name, 32 bits of id, and the key.</summary>
public sealed record NoteKey(string Name, ISuite Suite, byte[] Public)
{
    /// <summary>The first four bytes, big-endian, of SHA-256(name || 0x0A || signature type || public key).</summary>
    public uint Id { get; } = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', .. Suite.SignatureType, .. Public]));

    /// <summary>A verifier key as it is handed out: <c>name+hex of the id+base64 of type and key</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([.. Suite.SignatureType, .. Public])}");

    /// <summary>Reads what <see cref="ToString"/> writes; null where it is none, or its id is not its own.</summary>
    public static NoteKey? Parse(string text)
    {
        if (text.Split('+', 3) is not [var name, var id, var base64] || !IsName(name) || Bytes(base64) is not { } key)
        {
            return null;
        }

        foreach (var suite in Suites.All)
        {
            var type = suite.SignatureType;

            if (key.AsSpan().StartsWith(type) && key.Length == type.Length + suite.PublicKeySize && new NoteKey(name, suite, key[type.Length..]) is var read)
            {
                return read.Id.ToString("x8", CultureInfo.InvariantCulture) == id ? read : null;
            }
        }

        return null;
    }

    /// <summary>Not empty, and neither a space nor a plus in it.</summary>
    internal static bool IsName(string name) => name.Length > 0 && !name.Any(x => char.IsWhiteSpace(x) || x == '+');

    internal static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];

        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
