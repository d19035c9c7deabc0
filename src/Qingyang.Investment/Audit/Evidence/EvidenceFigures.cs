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
    public static readonly IReadOnlyList<EvidenceDefinition> Definitions =
        [.. FigureDefinition.All.Select(x => new EvidenceDefinition(x.Name, Dated.ToDictionary(NameOf, stage => x.Kinds(stage).Select(NameOf).ToArray(), StringComparer.Ordinal)))];

    /// <summary>An answer for each definition, as of that day, known at that position.</summary>
    public async Task<IReadOnlyList<EvidenceAnswer>> AnswersAsync(DateOnly asOf, long position, CancellationToken cancellation)
    {
        var answers = new List<EvidenceAnswer>();

        foreach (var definition in FigureDefinition.All)
        {
            answers.Add(await AskAsync(new Basis(asOf, position, definition), cancellation));
        }

        return answers;
    }

    /// <summary>The enterprises of a figure, as they were known at that position.</summary>
    public async Task<IReadOnlyList<FigureEnterprise>> OpenAsync(Figure figure, long position, CancellationToken cancellation) =>
        (await enterprises.OpenAsync(figure with { Basis = figure.Basis with { KnownAt = position } }, page: 1, size: int.MaxValue, cancellation)).Enterprises;

    private async Task<EvidenceAnswer> AskAsync(Basis basis, CancellationToken cancellation)
    {
        var whole = await funnel.AskAsync(basis, GroupBy.County, cancellation);
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var stage in Dated)
        {
            digests.Add(NameOf(stage), FigureIds.DigestOf((await enterprises.IdsAsync(new Figure(stage, basis), cancellation)).Ids));
        }

        return new EvidenceAnswer(
            whole.Definition, basis.AsOf, whole.Registered, whole.Contacted, whole.Signed, whole.Landed,
            [.. whole.Groups.Select(x => new EvidenceCounty(city.Find(x.Key)?.Code ?? x.Key, x.Key, x.Contacted, x.Signed, x.Landed))], digests);
    }

    private static string NameOf(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>As a pack calls them.</summary>
    private static string NameOf(FactKind kind) => kind switch
    {
        FactKind.ConstructionStart => "construction",
        FactKind.ProductionStart => "production",
        FactKind.FullCapacity => "capacity",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
