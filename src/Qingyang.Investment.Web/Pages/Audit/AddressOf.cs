using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Qingyang.Investment.Web.Pages.Audit;

/// <summary>How these pages read what stands in their address, and write it.</summary>
public static class AddressOf
{
    private const int LastPage = 1_000_000;

    /// <summary>A day, or nothing.</summary>
    public static bool TryDay(string? text, out DateOnly? day)
    {
        var read = DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) && written > DateOnly.MinValue && written < DateOnly.MaxValue;
        day = read ? written : null;

        return read || string.IsNullOrWhiteSpace(text);
    }

    /// <summary>What is no page is the first.</summary>
    public static int Page(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= LastPage ? page : 1;

    /// <summary>The same address with one part changed.</summary>
    public static string With(this QueryString query, string name, long value)
    {
        var parts = QueryHelpers.ParseQuery(query.Value).Where(x => x.Key != name).ToDictionary(x => x.Key, x => (string?)x.Value.ToString());
        parts[name] = value.ToString(CultureInfo.InvariantCulture);

        return QueryHelpers.AddQueryString("", parts);
    }
}
