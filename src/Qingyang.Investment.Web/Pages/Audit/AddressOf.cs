using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Audit;

/// <summary>How these pages read what stands in their address, and write it.</summary>
public static class AddressOf
{
    /// <summary>What is no page is the first.</summary>
    public static int Page(string? text) => Query.TryNumber(text, 1, Query.LastPage, 1, out var page) ? (int)page : 1;

    /// <summary>The same address with one part changed.</summary>
    public static string With(this QueryString query, string name, long value)
    {
        var parts = QueryHelpers.ParseQuery(query.Value).Where(x => x.Key != name).ToDictionary(x => x.Key, x => (string?)x.Value.ToString());
        parts[name] = value.ToString(CultureInfo.InvariantCulture);

        return QueryHelpers.AddQueryString("", parts);
    }
}
