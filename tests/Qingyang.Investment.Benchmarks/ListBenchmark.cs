using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Lists;

namespace Qingyang.Investment.Benchmarks;

/// <summary>A page of the list of enterprises, as people ask for it, over <c>select 1</c> through the same pool.</summary>
public static class ListBenchmark
{
    public const string Name = "list";

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        var listing = bed.Services.GetRequiredService<EnterpriseListing>();
        var figures = new List<Figure>();

        foreach (var (question, filter) in ((string, ListFilter)[])[
            ("名单：按名称", new ListFilter()),
            ("名单：最久没有对接", new ListFilter { Sort = SortBy.Quiet, Descending = true }),
            ("名单：没有人包抓，签约金额最大", new ListFilter { Official = ListFilter.Nobody, Sort = SortBy.Amount, Descending = true }),
            ("名单：名称含「科技」", new ListFilter { Q = "科技" })])
        {
            figures.AddRange(await FunnelBenchmark.AskAsync(bed, Name, question, () => listing.AskAsync(filter, cancellation), questions: 500, cancellation));
        }

        return figures;
    }
}
