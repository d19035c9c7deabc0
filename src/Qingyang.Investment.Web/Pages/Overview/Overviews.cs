using Microsoft.Extensions.Caching.Memory;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Overview;

/// <summary>All that the overview shows, as of one day and up to one log position.</summary>
public sealed record OverviewFigures(
    FunnelAnswer Whole, FunnelMovesAnswer Moves, FunnelTrend Trend, FunnelCohortsAnswer Cohorts,
    IReadOnlyList<FunnelGroup> Counties, IReadOnlyList<FunnelGroup> Chains, IReadOnlyList<FunnelGroup> Sources)
{
    public DateOnly AsOf => Whole.AsOf;
}

/// <summary>
/// Asks for the overview by the slices' own questions. What is asked for one day at one log position has one answer: it is asked for
/// once, however many look at it, and anew as soon as the figures stand at another position.
/// </summary>
public sealed class Overviews(
    FunnelQuestion funnel, FunnelMoves moves, FunnelMonths months, FunnelCohorts cohorts, ReadModelPosition position, IMemoryCache cache)
{
    private const int Months = 24;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    public async Task<OverviewFigures> AskAsync(DateOnly asOf, CancellationToken cancellation)
    {
        var (at, _) = await position.FindAsync(cancellation);
        var asked = cache.GetOrCreate((typeof(Overviews), asOf, at), entry =>
        {
            entry.SlidingExpiration = Kept;

            // For all who wait, so not stopped by the first of them leaving.
            return new Lazy<Task<OverviewFigures>>(() => AskAsync(asOf));
        })!;

        try
        {
            return await asked.Value.WaitAsync(cancellation);
        }
        catch (Exception) when (asked.Value.IsFaulted)
        {
            cache.Remove((typeof(Overviews), asOf, at));   // a failure is no answer to be kept
            throw;
        }
    }

    private async Task<OverviewFigures> AskAsync(DateOnly asOf)
    {
        var county = await funnel.AskAsync(asOf, GroupBy.County, knownAt: null, CancellationToken.None);
        var chain = await funnel.AskAsync(asOf, GroupBy.Chain, knownAt: null, CancellationToken.None);
        var source = await funnel.AskAsync(asOf, GroupBy.Source, knownAt: null, CancellationToken.None);

        return new OverviewFigures(
            county, await moves.AskAsync(asOf, knownAt: null, CancellationToken.None), await months.AskAsync(asOf, Months, knownAt: null, CancellationToken.None),
            await cohorts.AskAsync(asOf, byYear: false, knownAt: null, CancellationToken.None), county.Groups, chain.Groups, source.Groups);
    }
}
