using System.Globalization;
using System.Text.Json;
using Qingyang.Investment.Verifier.Events;

namespace Qingyang.Investment.Verifier.Figures;

/// <summary>One county of an answer.</summary>
public sealed record CountyFigures(string Key, long Contacted, long Signed, long Landed);

/// <summary>One answer of figures.json: the funnel as of a day under a definition, with the digests of the enterprises behind it.</summary>
public sealed record Answer(
    string Definition, DateOnly AsOf, long Registered, long Contacted, long Signed, long Landed, IReadOnlyList<CountyFigures> Counties, IReadOnlyDictionary<Stage, string> Digests);

/// <summary>figures.json and definitions.json as they stand in the pack.</summary>
public sealed record FiguresFile(long KnownAt, IReadOnlyList<Answer> Answers)
{
    internal static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="UnreadablePackException">It is not what the format says.</exception>
    public static FiguresFile Read(byte[] bytes) => Reading("figures.json", bytes, root => new FiguresFile(
        root.GetProperty("knownAt").GetInt64(),
        [.. root.GetProperty("answers").EnumerateArray().Select(x => new Answer(
            x.GetProperty("definition").GetString()!, Day(x.GetProperty("asOf")),
            Count(x, "registered"), Count(x, "contacted"), Count(x, "signed"), Count(x, "landed"),
            [.. x.GetProperty("counties").EnumerateArray().Select(c => new CountyFigures(c.GetProperty("key").GetString()!, Count(c, "contacted"), Count(c, "signed"), Count(c, "landed")))],
            Enum.GetValues<Stage>().ToDictionary(s => s, s => x.GetProperty("digests").GetProperty(NameOf(s)).GetString()!)))]));

    public static IReadOnlyList<Definition> ReadDefinitions(byte[] bytes) => Reading<IReadOnlyList<Definition>>("definitions.json", bytes, root =>
        [.. root.GetProperty("definitions").EnumerateArray().Select(x => new Definition(
            x.GetProperty("name").GetString()!, Bits(x, Stage.Contacted), Bits(x, Stage.Signed), Bits(x, Stage.Landed)))]);

    public static string NameOf(Stage stage) => stage.ToString().ToLowerInvariant();

    internal static T Reading<T>(string name, byte[] bytes, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);

            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UnreadablePackException(Say.Of("json.wrong", name), e);
        }
    }

    internal static DateOnly Day(JsonElement text) => DateOnly.ParseExact(text.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Count(JsonElement answer, string name) => answer.GetProperty(name).GetInt64();

    private static int Bits(JsonElement definition, Stage stage) => definition.GetProperty("stages").GetProperty(NameOf(stage)).EnumerateArray()
        .Aggregate(0, (bits, x) => Kinds.TryParse(x.GetString(), out var kind) ? bits | (1 << (int)kind) : throw new FormatException(x.GetString()));
}
