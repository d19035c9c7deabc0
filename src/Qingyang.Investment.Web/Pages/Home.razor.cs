using Microsoft.AspNetCore.Http.HttpResults;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages;

/// <summary>The first page: the funnel and its counties, as of today.</summary>
public sealed partial class Home
{
    public static void Map(WebApplication app) => app.MapGet("/", async (FunnelQuestion funnel, City city, TimeProvider clock, CancellationToken cancellation) =>
        new RazorComponentResult<Home>(new { Answer = await funnel.AskAsync(BusinessDay.Today(clock), GroupBy.County, knownAt: null, cancellation), City = city }));
}
