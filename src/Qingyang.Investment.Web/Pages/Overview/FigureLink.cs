using Microsoft.AspNetCore.Http.Extensions;
using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Web.Pages.Overview;

/// <summary>Where a figure opens into its enterprises: the same filters as <c>GET /api/funnel/enterprises</c> takes.</summary>
public static class FigureLink
{
    public static string To(Stage stage, DateOnly asOf, params ReadOnlySpan<(string Name, string Value)> filters)
    {
        var query = new QueryBuilder { { "stage", stage.ToString().ToLowerInvariant() }, { "asOf", Show.Day(asOf) } };

        foreach (var (name, value) in filters)
        {
            query.Add(name, value);
        }

        return "/funnel/enterprises" + query.ToQueryString();
    }
}
