using Microsoft.AspNetCore.Http;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>Understands what somebody asks for, or says in a sentence what is missing.</summary>
public static class ReadEvidenceSlice
{
    /// <summary>Either the slice, or the answer that says what is wrong.</summary>
    public static async Task<(EvidenceSlice? Slice, IResult? Wrong)> FromAsync(EvidenceRequest asked, Timeline timeline, City city, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Enum.TryParse<SliceKind>(asked.Slice, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            return Wrong("slice", Say.Of("evidence.slice"));
        }

        if (!Query.TryDay(asked.AsOf, clock, out var asOf))
        {
            return Wrong("asOf", Query.DaySentence);
        }

        var slice = new EvidenceSlice(kind, asOf);

        return kind switch
        {
            SliceKind.Enterprise => await EnterpriseAsync(slice, asked, timeline, cancellation),
            SliceKind.County => city.Find(asked.County) is { } county ? (slice with { County = county }, null) : Wrong("county", Say.Of("evidence.county.unknown", city.CountyNames)),
            SliceKind.Period => Period(slice, asked),
            SliceKind.Figure => Figure(slice, asked),
            _ => (slice, null),
        };
    }

    private static async Task<(EvidenceSlice?, IResult?)> EnterpriseAsync(EvidenceSlice slice, EvidenceRequest asked, Timeline timeline, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(asked.Enterprise))
        {
            return Wrong("enterprise", Say.Of("evidence.enterprise.missing"));
        }

        return await timeline.FindAsync(asked.Enterprise, cancellation) switch
        {
            [var id] when await timeline.TellAsync(id, cancellation) is { } told => (slice with { Enterprise = id, Asked = told.Name }, null),
            [] or [_] => (null, Results.Problem(Say.Of("timeline.unknown"), statusCode: 404)),
            var several => (null, Results.Problem(Say.Of("timeline.several", several.Count), statusCode: 409)),
        };
    }

    private static (EvidenceSlice?, IResult?) Period(EvidenceSlice slice, EvidenceRequest asked)
    {
        if (!Query.TryDay(asked.From, out var first) || first is not { } from)
        {
            return Wrong("from", Query.DaySentence);
        }

        if (!Query.TryDay(asked.To, out var last) || last is not { } to)
        {
            return Wrong("to", Query.DaySentence);
        }

        return from <= to ? (slice with { From = from, To = to }, null) : Wrong("from", Say.Of("funnel.from.late"));
    }

    private static (EvidenceSlice?, IResult?) Figure(EvidenceSlice slice, EvidenceRequest asked)
    {
        if (!Stages.TryParse(asked.Stage, out var stage))
        {
            return Wrong("stage", Say.Of("funnel.stage"));
        }

        if (!FigureDefinition.TryParse(asked.Definition, out var definition))
        {
            return Wrong("definition", Say.Of("definition.unknown", FigureDefinition.Names));
        }

        return FigureFilters.TryRead(new Figure(stage, new Basis(slice.AsOf, null, definition)), asked.Filters(), out var figure, out var field, out var sentence)
            ? (slice with { Figure = figure }, null) : Wrong(field, sentence);
    }

    private static (EvidenceSlice?, IResult?) Wrong(string field, string sentence) => (null, Query.Wrong(field, sentence));
}
