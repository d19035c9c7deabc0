using System.Security.Cryptography;
using System.Text;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>A figure definition (口径) as definitions.json tells it: for each stage the kinds of fact that reach it.</summary>
public sealed record EvidenceDefinition(string Name, IReadOnlyDictionary<string, string[]> Stages);

/// <summary>One county of an answer.</summary>
public sealed record EvidenceCounty(string Key, string Name, long Contacted, long Signed, long Landed);

/// <summary>The whole city's funnel under one definition, with what tells the enterprises behind each figure from any others.</summary>
public sealed record EvidenceAnswer(
    string Definition, DateOnly AsOf, long Registered, long Contacted, long Signed, long Landed, IReadOnlyList<EvidenceCounty> Counties, IReadOnlyDictionary<string, string> Digests);

/// <summary>The figures that go into a pack: asked as everybody asks them. The one place that knows which definitions there are.</summary>
public sealed class EvidenceFigures(FunnelQuestion funnel, FunnelEnterprises enterprises, City city)
{
    private static readonly Stage[] Dated = [Stage.Contacted, Stage.Signed, Stage.Landed];
    private static readonly string[] Milestones = ["registration", "construction", "production", "capacity"];

    public static readonly IReadOnlyList<EvidenceDefinition> Definitions =
    [
        Define(FunnelQuestion.Definition, signed: ["framework", "contract", .. Milestones], landed: Milestones),
    ];

    /// <summary>An answer for each definition, as of that day, known at that position.</summary>
    public async Task<IReadOnlyList<EvidenceAnswer>> AnswersAsync(DateOnly asOf, long position, CancellationToken cancellation) => [await AskAsync(asOf, position, cancellation)];

    /// <summary>The enterprises of a figure.</summary>
    public async Task<IReadOnlyList<FigureEnterprise>> OpenAsync(Figure figure, long position, CancellationToken cancellation) =>
        (await enterprises.OpenAsync(figure, position, page: 1, size: int.MaxValue, cancellation)).Enterprises;

    /// <summary>SHA-256 over the ids (lower case, with hyphens), sorted ordinally, each followed by a newline.</summary>
    public static string DigestOf(IEnumerable<Guid> ids) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(ids.Select(x => $"{x}\n").Order(StringComparer.Ordinal)))));

    private async Task<EvidenceAnswer> AskAsync(DateOnly asOf, long position, CancellationToken cancellation)
    {
        var whole = await funnel.AskAsync(asOf, GroupBy.County, position, cancellation);
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var stage in Dated)
        {
            digests.Add(NameOf(stage), DigestOf((await OpenAsync(new Figure(stage, asOf), position, cancellation)).Select(x => x.Id)));
        }

        return new EvidenceAnswer(
            whole.Definition, asOf, whole.Registered, whole.Contacted, whole.Signed, whole.Landed,
            [.. whole.Groups.Select(x => new EvidenceCounty(city.Find(x.Key)?.Code ?? x.Key, x.Key, x.Contacted, x.Signed, x.Landed))], digests);
    }

    private static EvidenceDefinition Define(string name, string[] signed, string[] landed) => new(name, new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [NameOf(Stage.Contacted)] = ["contact", "framework", "contract", .. Milestones],
        [NameOf(Stage.Signed)] = signed,
        [NameOf(Stage.Landed)] = landed,
    });

    private static string NameOf(Stage stage) => stage.ToString().ToLowerInvariant();
}
