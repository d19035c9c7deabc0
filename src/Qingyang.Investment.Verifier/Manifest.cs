using System.Text.Json;
using Qingyang.Investment.Verifier.Figures;

namespace Qingyang.Investment.Verifier;

/// <summary>A file as the manifest lists it.</summary>
public sealed record ListedFile(string Name, long Bytes, string Sha256);

/// <summary>manifest.json: what the pack says that it is. Nobody signed it: whatever can be, is held against what was signed.</summary>
public sealed record Manifest(
    string City, DateTimeOffset MadeAt, string MadeBy, Slice Slice, string LogId, long Position, long Sealed, long TreeSize, long Events, IReadOnlyList<ListedFile> Files)
{
    public const string Name = "manifest.json", Format = "qingyang-evidence/1";

    /// <exception cref="UnreadablePackException">It is no manifest of this format.</exception>
    public static Manifest Read(byte[] bytes) => FiguresFile.Reading(Name, bytes, root =>
    {
        if (root.GetProperty("format").GetString() is var format && format != Format)
        {
            throw new UnreadablePackException(Say.Of("manifest.format", format));
        }

        return new Manifest(
            root.GetProperty("city").GetString()!, root.GetProperty("madeAt").GetDateTimeOffset(), root.GetProperty("madeBy").GetString()!, Slice.Read(root.GetProperty("slice")), root.GetProperty("logId").GetString()!,
            root.GetProperty("position").GetInt64(), root.GetProperty("sealed").GetInt64(), root.GetProperty("treeSize").GetInt64(), root.GetProperty("events").GetInt64(),
            [.. root.GetProperty("files").EnumerateArray().Select(x => new ListedFile(x.GetProperty("name").GetString()!, x.GetProperty("bytes").GetInt64(), x.GetProperty("sha256").GetString()!))]);
    });
}

/// <summary>Which part of the log the pack is of.</summary>
public sealed record Slice(string Kind)
{
    public bool IsAll => Kind == "all";

    /// <summary>All events of an enterprise are in the pack or none, so that its versions have no holes.</summary>
    public bool HasWholeStreams => Kind != "period";

    public Guid? Enterprise { get; init; }

    public string? County { get; init; }

    public string? Chain { get; init; }

    public string? Source { get; init; }

    public string? Origin { get; init; }

    public string? Month { get; init; }

    public string? Stage { get; init; }

    public DateOnly? AsOf { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public DateOnly? ContactedFrom { get; init; }

    public DateOnly? ContactedTo { get; init; }

    public string? Definition { get; init; }

    /// <summary>How many enterprises the figure is of, and their digest.</summary>
    public long? Count { get; init; }

    public string? Digest { get; init; }

    public static Slice Read(JsonElement x) => new(x.GetProperty("kind").GetString()!)
    {
        Enterprise = Text(x, "enterprise") is { } id ? Guid.Parse(id) : null,
        County = Text(x, "county"),
        Chain = Text(x, "chain"),
        Source = Text(x, "source"),
        Origin = Text(x, "origin"),
        Month = Text(x, "month"),
        Stage = Text(x, "stage"),
        AsOf = Day(x, "asOf"),
        From = Day(x, "from"),
        To = Day(x, "to"),
        ContactedFrom = Day(x, "contactedFrom"),
        ContactedTo = Day(x, "contactedTo"),
        Definition = Text(x, "definition"),
        Count = x.TryGetProperty("count", out var count) ? count.GetInt64() : null,
        Digest = Text(x, "digest"),
    };

    private static string? Text(JsonElement x, string name) => x.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static DateOnly? Day(JsonElement x, string name) => x.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? FiguresFile.Day(text) : null;
}
