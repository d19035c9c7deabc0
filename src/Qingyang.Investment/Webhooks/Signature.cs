using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Qingyang.Investment.Webhooks;

/// <summary>Signs what is sent, after the Standard Webhooks specification: HMAC-SHA256 over <c>id.timestamp.body</c>, so that none of the three can be changed.</summary>
public static class Signature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <param name="secret"><c>whsec_</c> and base64.</param>
    /// <param name="id">The delivery: the event's id, the same each time it is tried.</param>
    /// <param name="seconds">Unix time of this try, in seconds.</param>
    /// <param name="body">What is sent, byte by byte.</param>
    public static string Of(string secret, string id, long seconds, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")), .. body];

        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed));
    }
}
