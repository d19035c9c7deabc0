using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Lists;

/// <summary>A figure that is opened, as its address says it: the same as <c>GET /api/funnel/enterprises</c> takes.</summary>
/// <param name="Figure">Which one.</param>
/// <param name="Page">Which page of it.</param>
/// <param name="Sentence">What is wrong with the address, if anything is.</param>
public sealed record OpenedFigure(Figure Figure, int Page, string? Sentence)
{
    public const string Path = "/funnel/enterprises";

    private const int LastPage = 1_000_000;

    public static async Task<OpenedFigure> ReadAsync(IQueryCollection query, Bases bases, CancellationToken cancellation)
    {
        var read = await bases.ReadAsync(query, cancellation);
        var whole = new Figure(Stage.Contacted, read.Basis);

        if (!Stages.TryParse(query["stage"].ToString() is { Length: > 0 } written ? written : nameof(Stage.Contacted), out var stage))
        {
            return new(whole, 1, Say.Of("list.stage", "stage"));
        }

        if (read.Field is { } field)
        {
            return new(whole, 1, $"{field}：{read.Sentence}");
        }

        var page = int.TryParse(query["page"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 1;

        return page is < 1 or > LastPage ? new(whole, 1, Query.PageSentence)
            : FigureFilters.TryRead(whole with { Stage = stage }, query, out var figure, out _, out var sentence) ? new(figure, page, null)
            : new(whole, 1, sentence);
    }

    /// <summary>The same address with some of it changed; null takes a part away.</summary>
    public static string With(IQueryCollection query, params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var parts = query.ToDictionary(x => x.Key, x => x.Value, StringComparer.OrdinalIgnoreCase);
        parts.Remove("page");

        foreach (var (name, value) in changes)
        {
            parts.Remove(name);

            if (value is not null)
            {
                parts[name] = new StringValues(value);
            }
        }

        return QueryHelpers.AddQueryString(Path, parts);
    }

    private static string? Day(DateOnly? day) => day is null ? null : Show.Day(day);
}
