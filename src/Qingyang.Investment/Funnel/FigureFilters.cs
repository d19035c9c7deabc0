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
}
