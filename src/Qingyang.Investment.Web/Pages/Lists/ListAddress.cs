using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Qingyang.Investment.Lists;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Lists;

/// <summary>The address of a list or a board: read from a request, and written for every link on a page.</summary>
public static class ListAddress
{
    public const string List = "/enterprises", Board = "/board";

    /// <summary>What a page's address may have beside the filter.</summary>
    private static readonly string[] Others = ["refused", "told"];

    /// <summary>As it stands in the address. Checkboxes of columns come one by one; what nobody knows is told, as the API does.</summary>
    public static (ListFilter Filter, ListFault? Fault) Read(IQueryCollection query, City city)
    {
        var own = query.Where(x => !Others.Contains(x.Key, StringComparer.OrdinalIgnoreCase))
            .Select(x => IsColumns(x.Key) ? new KeyValuePair<string, StringValues>(x.Key, string.Join(',', x.Value.Where(y => !string.IsNullOrEmpty(y)))) : x);

        return ListFilter.TryParse(own, city, out var filter, out var fault) ? (ListColumns.Tidy(filter), null) : (filter, fault);
    }

    /// <summary>Of a query that was kept or carried along; what cannot be read any more is the whole list.</summary>
    public static ListFilter Read(string? query, City city) =>
        ListFilter.TryParse(QueryHelpers.ParseQuery(query), city, out var filter, out _) ? filter : new ListFilter();

    /// <summary>A form sends what is empty or as usual too: any other way of writing an address is sent on to the one way, so that it can be kept and compared.</summary>
    public static bool IsWrittenOtherwise(HttpRequest request, ListFilter filter) =>
        HttpMethods.IsGet(request.Method) && !Others.Any(request.Query.ContainsKey) && request.Path + request.QueryString.Value != Of(filter);

    public static string Of(ListFilter filter) => With(filter.Board ? Board : List, filter with { Board = false });

    public static string Workbook(ListFilter filter) => With("/api/enterprises/list.xlsx", filter with { Page = 1 });

    /// <summary>An enterprise as one of this list: its page then knows who stands before and after it.</summary>
    public static string Enterprise(Guid id, ListFilter filter) => $"/enterprises/{id}?in={Uri.EscapeDataString((filter with { Page = 1 }).ToQuery())}";

    private static bool IsColumns(string name) => name.Equals("columns", StringComparison.OrdinalIgnoreCase);

    private static string With(string path, ListFilter filter) => filter.ToQuery() is { Length: > 0 } query ? $"{path}?{query}" : path;
}
