using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Lists;

/// <summary>The list of enterprises by HTTP: a page of it, all of it as a workbook, and who stands next to an enterprise in it.</summary>
public static class ListApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/enterprises/list", (HttpRequest request, City city, EnterpriseListing listing, CancellationToken cancellation) =>
            FilteredAsync(request, city, async filter => Results.Ok(await listing.AskAsync(filter, cancellation))))
            .Tells("名单", "企业名单，一页", "counts 是不看 stage 这一项筛选时，现在各阶段的户数；query 是这份筛选的标准写法。").MeansAFilter().Answers(ListWords.Example).Refuses(400, 503);
        api.MapGet("/api/enterprises/list.xlsx", (HttpRequest request, City city, EnterpriseListing listing, TimeProvider clock, CancellationToken cancellation) =>
            FilteredAsync(request, city, async filter => Results.File(
                await Task.Run(() => ListWorkbook.Write(listing.ReadAll(filter)), cancellation), Documented.Xlsx, ListWorkbook.NameOn(BusinessDay.Today(clock)))))
            .Tells("名单", "整个企业名单，写成 xlsx", "不分页：筛选到的每一户都在其中。").MeansAFilter().AnswersAWorkbook().WithMetadata(new TakesItsTime()).Refuses(400, 503);
        api.MapGet("/api/enterprises/{id:guid}/neighbours", (Guid id, HttpRequest request, City city, EnterpriseListing listing, CancellationToken cancellation) =>
            FilteredAsync(request, city, async filter => await listing.NeighboursAsync(filter, id, cancellation) is { } neighbours
                ? Results.Ok(neighbours)
                : Results.Problem(Say.Of("list.enterprise.notIn"), statusCode: 404)))
            .Tells("名单", "一家企业在名单里排第几，前后各是谁").Means("id", "企业编号。", Examples.Enterprise).MeansAFilter()
            .Answers(new Neighbours(null, Examples.Other, 1, 312)).Refuses(400, 404, 503);
    }

    private static async Task<IResult> FilteredAsync(HttpRequest request, City city, Func<ListFilter, Task<IResult>> answer) =>
        ListFilter.TryParse(request.Query, city, out var filter, out var fault) ? await answer(filter) : Query.Wrong(fault!.Field, fault.Sentence);
}
