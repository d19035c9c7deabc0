using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Web.Pages;

/// <summary>Where a figure opens into its enterprises: the same filters as <c>GET /api/funnel/enterprises</c> takes.</summary>
public static class FigureLink
{
    public static string To(Stage stage, Basis basis, params ReadOnlySpan<(string Name, string Value)> filters)
    {
        var query = Of(basis);
        query.Add("stage", stage.ToString().ToLowerInvariant());

        foreach (var (name, value) in filters)
        {
            query.Add(name, value);
        }

        return "/funnel/enterprises" + query.ToQueryString();
    }

    /// <summary>What a figure is based on, as an address says it.</summary>
    public static QueryBuilder Of(Basis basis)
    {
        var query = new QueryBuilder { { "asOf", Show.Day(basis.AsOf) } };

        if (basis.KnownAt is { } position)
        {
            query.Add("knownAt", position.ToString(CultureInfo.InvariantCulture));
        }

        if (basis.Definition != FigureDefinition.V1)
        {
            query.Add("definition", basis.Definition.Name);
        }

        return query;
    }
}
