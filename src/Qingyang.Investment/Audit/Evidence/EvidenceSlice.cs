using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Which part of the log somebody asks for, as they write it: by JSON, by a form, or in the address.</summary>
/// <param name="Slice"><c>all</c>, <c>enterprise</c>, <c>county</c>, <c>period</c> or <c>figure</c>.</param>
/// <param name="Enterprise">Id, credit code or name.</param>
/// <param name="From">Of a period the first day; of a figure the first on which the stage was reached.</param>
/// <param name="AsOf">The day of the figures; today where nothing is written.</param>
public sealed record EvidenceRequest(
    string? Slice = null, string? Enterprise = null, string? County = null, string? From = null, string? To = null, string? Stage = null, string? AsOf = null,
    string? Chain = null, string? Source = null, string? Origin = null, string? Month = null, string? ContactedFrom = null, string? ContactedTo = null)
{
    public static EvidenceRequest Of(Func<string, string?> value) => new(
        value("slice"), value("enterprise"), value("county"), value("from"), value("to"), value("stage"), value("asOf"),
        value("chain"), value("source"), value("origin"), value("month"), value("contactedFrom"), value("contactedTo"));

    /// <summary>What narrows a figure down, as an address would have it.</summary>
    internal QueryCollection Filters() => new(((string Name, string? Text)[])[
        ("county", County), ("chain", Chain), ("source", Source), ("origin", Origin), ("month", Month), ("from", From), ("to", To), ("contactedFrom", ContactedFrom), ("contactedTo", ContactedTo)]
        is var all ? all.Where(x => !string.IsNullOrWhiteSpace(x.Text)).ToDictionary(x => x.Name, x => new StringValues(x.Text)) : []);
}

/// <summary>Which part of the log an evidence pack holds (证据范围).</summary>
public enum SliceKind
{
    All,
    Enterprise,
    County,
    Period,
    Figure,
}

/// <summary>The same, understood: what is not of its kind is null.</summary>
public sealed record EvidenceSlice(SliceKind Kind, DateOnly AsOf)
{
    public Guid? Enterprise { get; init; }

    /// <summary>What the enterprise was asked for by.</summary>
    public string? Asked { get; init; }

    public County? County { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public Figure? Figure { get; init; }

    /// <summary>As a manifest and an event name it.</summary>
    public string Name => Kind.ToString().ToLowerInvariant();

    /// <summary>In the language of whoever asks.</summary>
    public string ToWords() => Kind switch
    {
        SliceKind.All => Say.Of("evidence.all"),
        SliceKind.Enterprise => Say.Of("evidence.enterprise", Asked),
        SliceKind.County => Say.Of("evidence.county", County!.Name),
        SliceKind.Period => Say.Of("evidence.period", $"{From:yyyy-MM-dd}", $"{To:yyyy-MM-dd}"),
        SliceKind.Figure => Say.Of("evidence.figure", $"{Figure!.AsOf:yyyy-MM-dd}", Figure.Stage.ToWords(), string.Join(' ', FilterWords())),
        _ => throw new InvalidOperationException($"There is no slice {Kind}."),
    };

    private IEnumerable<string> FilterWords()
    {
        string?[] words = [Figure!.County, Figure.Chain, Figure.Source, Figure.Origin, Figure.Month, Span(Figure.From, Figure.To), Span(Figure.ContactedFrom, Figure.ContactedTo)];

        return words.Where(x => !string.IsNullOrEmpty(x)).Select(x => x!);

        static string Span(DateOnly? from, DateOnly? to) => from is null && to is null ? "" : $"{from:yyyy-MM-dd}/{to:yyyy-MM-dd}";
    }
}

/// <summary>The slice as manifest.json tells it. Of a figure also how many enterprises it is of, and their digest.</summary>
public sealed record ManifestSlice(
    string Kind, string Words, Guid? Enterprise = null, string? County = null, DateOnly? From = null, DateOnly? To = null, string? Stage = null, DateOnly? AsOf = null,
    string? Chain = null, string? Source = null, string? Origin = null, string? Month = null, DateOnly? ContactedFrom = null, DateOnly? ContactedTo = null,
    string? Definition = null, int? Count = null, string? Digest = null)
{
    public static ManifestSlice Of(EvidenceSlice slice, City city, IReadOnlyCollection<Guid>? figure) => slice switch
    {
        { Kind: SliceKind.Figure, Figure: { } x } => new(
            slice.Name, slice.ToWords(), County: x.County is null ? null : city.Find(x.County)?.Code ?? x.County, From: x.From, To: x.To, Stage: x.Stage.ToString().ToLowerInvariant(), AsOf: x.AsOf,
            Chain: x.Chain, Source: x.Source, Origin: x.Origin, Month: x.Month, ContactedFrom: x.ContactedFrom, ContactedTo: x.ContactedTo,
            Definition: FunnelQuestion.Definition, Count: figure!.Count, Digest: EvidenceFigures.DigestOf(figure)),
        _ => new(slice.Name, slice.ToWords(), slice.Enterprise, slice.County?.Code, slice.From, slice.To),
    };
}
