using System.Text.Json;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>A line of proofs.ndjson or consistency.ndjson: which leaf, or from which size, and the hashes in both trees.</summary>
public sealed record Path(long Number, IReadOnlyList<byte[]> Sha256, IReadOnlyList<byte[]> Sm3)
{
    private const int Most = 64 * 2;

    public IReadOnlyList<byte[]> Of(string tree) => tree == "sm3" ? Sm3 : Sha256;

    public static Path? Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);

        try
        {
            using var json = JsonDocument.ParseValue(ref reader);
            var root = json.RootElement;
            var number = (root.TryGetProperty("leaf", out var leaf) ? leaf : root.GetProperty("size")).GetInt64();

            return reader.Read() ? null : new Path(number, Hashes(root.GetProperty("sha256")), Hashes(root.GetProperty("sm3")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static IReadOnlyList<byte[]> Hashes(JsonElement hashes) => [.. hashes.EnumerateArray().Take(Most).Select(x => x.GetBytesFromBase64())];
}
