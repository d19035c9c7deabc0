using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Caching.Memory;
using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Web.Pages.Overview;

/// <summary>All that the overview shows, as of one day and up to one log position.</summary>
public sealed record OverviewFigures(
    Basis Basis, FunnelAnswer Whole, FunnelMovesAnswer Moves, FunnelTrend Trend, FunnelCohortsAnswer Cohorts,
    IReadOnlyList<FunnelGroup> Counties, IReadOnlyList<FunnelGroup> Chains, IReadOnlyList<FunnelGroup> Sources)
{
    public DateOnly AsOf => Whole.AsOf;
}

/// <summary>
/// Asks for the overview by the slices' own questions. What is asked for one day at one log position has one answer: it is asked for
/// once, and made into a page once, however many look at it, and anew as soon as the figures stand at another position.
/// </summary>
public sealed class Overviews(
    FunnelQuestion funnel, FunnelMoves moves, FunnelMonths months, FunnelCohorts cohorts, IMemoryCache cache, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private const int Months = 24;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <param name="basis">As of which day, known when, by which definition.</param>
    /// <param name="position">Where the figures stand: another position, another answer.</param>
    /// <param name="cancellation">Stops waiting; whoever else waits goes on.</param>
    public Task<OverviewFigures> AskAsync(Basis basis, long position, CancellationToken cancellation) =>
        OnceAsync((nameof(AskAsync), basis, position), () => AskAsync(basis), cancellation);

    /// <summary>The same as HTML, in the language of the page.</summary>
    /// <param name="basis">As of which day, known when, by which definition.</param>
    /// <param name="position">Where the figures stand.</param>
    /// <param name="chart">Where the chart's library is served.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<MarkupString> ShowAsync(Basis basis, long position, string chart, CancellationToken cancellation) => OnceAsync(
        (nameof(ShowAsync), basis, position, CultureInfo.CurrentUICulture.Name, chart),
        async () => await RenderAsync(await AskAsync(basis, position, CancellationToken.None), chart), cancellation);

    private async Task<T> OnceAsync<T>(object question, Func<Task<T>> ask, CancellationToken cancellation)
    {
        var asked = cache.GetOrCreate(question, entry =>
        {
            entry.SlidingExpiration = Kept;

            return new Lazy<Task<T>>(ask);   // for all who wait, so not stopped by the first of them leaving
        })!;

        try
        {
            return await asked.Value.WaitAsync(cancellation);
        }
        catch (Exception) when (asked.Value.IsFaulted)
        {
            cache.Remove(question);   // a failure is no answer to be kept
            throw;
        }
    }

    private async Task<OverviewFigures> AskAsync(Basis basis)
    {
        var county = await funnel.AskAsync(basis, GroupBy.County, CancellationToken.None);
        var chain = await funnel.AskAsync(basis, GroupBy.Chain, CancellationToken.None);
        var source = await funnel.AskAsync(basis, GroupBy.Source, CancellationToken.None);

        return new OverviewFigures(
            basis, county, await moves.AskAsync(basis, CancellationToken.None), await months.AskAsync(basis, Months, CancellationToken.None),
            await cohorts.AskAsync(basis, byYear: false, CancellationToken.None), county.Groups, chain.Groups, source.Groups);
    }

    private async Task<MarkupString> RenderAsync(OverviewFigures figures, string chart)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(OverviewBody.Of)] = figures, [nameof(OverviewBody.Chart)] = chart });

        return await renderer.Dispatcher.InvokeAsync(async () => new MarkupString((await renderer.RenderComponentAsync<OverviewBody>(parameters)).ToHtmlString()));
    }
}
