using System.Globalization;
using Microsoft.AspNetCore.Http;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>What narrows a figure down, as it stands in an address; all of them together.</summary>
public static class FigureFilters
{
    private static readonly (string Name, Func<Figure, string, Figure> With)[] Groups =
    [
        ("county", (x, text) => x with { County = text }), ("chain", (x, text) => x with { Chain = text }), ("source", (x, text) => x with { Source = text }),
        ("origin", (x, text) => x with { Origin = text }), ("month", (x, text) => x with { Month = text }),
    ];

    private static readonly (string Name, Func<Figure, DateOnly, Figure> With)[] Days =
    [
        ("from", (x, day) => x with { From = day }), ("to", (x, day) => x with { To = day }),
        ("contactedFrom", (x, day) => x with { ContactedFrom = day }), ("contactedTo", (x, day) => x with { ContactedTo = day }),
    ];

    /// <summary>All names that a filter can have.</summary>
    public static IEnumerable<string> Names => Groups.Select(x => x.Name).Concat(Days.Select(x => x.Name));

    /// <summary>What narrows this figure down: its name in an address, and its value (a county by its name), which is empty for a group that nobody is in.</summary>
    public static IEnumerable<(string Name, string Value)> PartsOf(Figure figure, City city) => new (string, string?)[]
    {
        ("county", figure.County is { } county ? city.NameOf(county) : null), ("chain", figure.Chain), ("source", figure.Source), ("origin", figure.Origin), ("month", figure.Month),
        ("from", Day(figure.From)), ("to", Day(figure.To)), ("contactedFrom", Day(figure.ContactedFrom)), ("contactedTo", Day(figure.ContactedTo)),
    }.Where(x => x.Item2 is not null).Select(x => (x.Item1, x.Item2!));

    /// <summary>One part, as people say it: 县区：环县.</summary>
    public static string InWords((string Name, string Value) part) => Say.Of("figure.part." + part.Name, part.Value.Length == 0 ? Say.Of("figure.part.blank") : part.Value);

    /// <summary>All parts, as people say it; the whole city where there is none.</summary>
    public static string InWords(Figure figure, City city) =>
        PartsOf(figure, city).Select(InWords).ToList() is { Count: > 0 } parts ? Say.List(parts) : Say.Of("figure.whole");

    /// <param name="whole">The figure without any filter.</param>
    /// <param name="query">The address.</param>
    /// <param name="figure">The figure with them.</param>
    /// <param name="field">What is wrong, if anything is.</param>
    /// <param name="sentence">And how it should be.</param>
    public static bool TryRead(Figure whole, IQueryCollection query, out Figure figure, out string field, out string sentence)
    {
        (figure, field, sentence) = (whole, "", "");

        foreach (var (name, _) in Groups.Select(x => (x.Name, 0)).Concat(Days.Select(x => (x.Name, 0))).Where(x => query[x.Name].Count > 1))
        {
            (field, sentence) = (name, Say.Of("query.once", name));

            return false;
        }

        // An empty key is a group that nobody is in, not the whole: the address says so.
        figure = Groups.Where(x => query.ContainsKey(x.Name)).Aggregate(figure, (x, group) => group.With(x, query[group.Name].ToString()));

        foreach (var (name, with) in Days)
        {
            if (query[name].ToString() is not { Length: > 0 } text)
            {
                continue;
            }

            if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                (field, sentence) = (name, Query.DaySentence);

                return false;
            }

            figure = with(figure, day);
        }

        (field, sentence) = figure switch
        {
            { Stage: Stage.Registered } when (figure.From ?? figure.To) is not null => ("from", Say.Of("funnel.registered.undated")),
            { } x when x.From > x.To => ("from", Say.Of("funnel.from.late")),
            { } x when x.ContactedFrom > x.ContactedTo => ("contactedFrom", Say.Of("funnel.contactedFrom.late")),
            _ => ("", ""),
        };

        return field.Length == 0;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
