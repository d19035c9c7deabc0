using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Lists;

/// <summary>The list of enterprises by HTTP: a page of it, all of it as a workbook, and who stands next to an enterprise in it.</summary>
public static class ListApi
{
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/enterprises/list", (HttpRequest request, City city, EnterpriseListing listing, CancellationToken cancellation) =>
            FilteredAsync(request, city, async filter => Results.Ok(await listing.AskAsync(filter, cancellation))));
        api.MapGet("/api/enterprises/list.xlsx", (HttpRequest request, City city, EnterpriseListing listing, TimeProvider clock, CancellationToken cancellation) =>
            FilteredAsync(request, city, async filter => Results.File(
                await Task.Run(() => ListWorkbook.Write(listing.ReadAll(filter)), cancellation), Xlsx, ListWorkbook.NameOn(BusinessDay.Today(clock)))));
        api.MapGet("/api/enterprises/{id:guid}/neighbours", (Guid id, HttpRequest request, City city, EnterpriseListing listing, CancellationToken cancellation) =>
            FilteredAsync(request, city, async filter => await listing.NeighboursAsync(filter, id, cancellation) is { } neighbours
                ? Results.Ok(neighbours)
                : Results.Problem(Say.Of("list.enterprise.notIn"), statusCode: 404)));
    }

    private static async Task<IResult> FilteredAsync(HttpRequest request, City city, Func<ListFilter, Task<IResult>> answer) =>
        ListFilter.TryParse(request.Query, city, out var filter, out var fault) ? await answer(filter) : Query.Wrong(fault!.Field, fault.Sentence);
}
