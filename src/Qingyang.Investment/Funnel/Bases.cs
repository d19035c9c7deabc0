using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>A basis as an address writes it: <c>asOf</c>, <c>knownAt</c>, <c>definition</c>.</summary>
/// <param name="Field">What is wrong, if anything is.</param>
/// <param name="Sentence">And how it should be.</param>
public sealed record ReadBasis(Basis Basis, string? Field = null, string? Sentence = null)
{
    /// <summary>As the API tells what is wrong.</summary>
    public IResult? Wrong => Field is { } name ? Query.Wrong(name, Sentence!) : null;
}

/// <summary>Reads what a figure is based on, for API, pages and command line alike.</summary>
public sealed class Bases(LogMoments moments, TimeProvider clock)
{
    public Task<ReadBasis> ReadAsync(IQueryCollection query, CancellationToken cancellation) => ReadAsync(query, "asOf", "knownAt", cancellation);

    /// <param name="query">The address.</param>
    /// <param name="asOf">What the day is called in it.</param>
    /// <param name="knownAt">What the moment of knowing is called.</param>
    /// <param name="cancellation">Stops asking the log.</param>
    public async Task<ReadBasis> ReadAsync(IQueryCollection query, string asOf, string knownAt, CancellationToken cancellation)
    {
        var today = Basis.Of(BusinessDay.Today(clock));

        foreach (var name in (string[])[asOf, knownAt, "definition"])
        {
            if (query[name].Count > 1)
            {
                return new(today, name, Say.Of("query.once", name));
            }
        }

        if (!Query.TryDay(query[asOf], clock, out var day))
        {
            return new(today, asOf, Query.DaySentence);
        }

        if (!FigureDefinition.TryParse(query["definition"], out var definition))
        {
            return new(today, "definition", Say.Of("definition.unknown", FigureDefinition.Names));
        }

        var (position, wrong) = await moments.ReadAsync(query[knownAt], cancellation);

        return wrong is null ? new(new Basis(day, position, definition)) : new(today, knownAt, wrong);
    }
}

/// <summary>What the API's document says of it.</summary>
public static class DocumentedBasis
{
    public static RouteHandlerBuilder MeansABasis(this RouteHandlerBuilder endpoint) => endpoint
        .Means("asOf", "截至哪一天（含当天）；不写则为今天。", "2024-06-30", "date")
        .Means("knownAt", "当时已知：日志位置、时刻（2026-04-30T18:00:00+08:00），或日期（当天结束时）；不写则为现在所知。", "2026-04-30")
        .Means("definition", "统计口径：v1、v2（落地只计注册）、v3（签约只计正式合同）；不写则为 v1。", "v1");
}
