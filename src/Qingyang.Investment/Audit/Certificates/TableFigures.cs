using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Certificates;

/// <summary>The figures of one table, each twice: as known at the end of its day, and as known at one position. A funnel is asked once for all cells of its day and grouping.</summary>
internal sealed class TableFigures(FunnelQuestion funnel, FunnelEnterprises enterprises, LogMoments moments, City city, long position, FigureDefinition definition)
{
    private readonly Dictionary<(DateOnly, long, GroupBy), FunnelAnswer> answers = [];
    private readonly Dictionary<DateOnly, long> ends = [];

    /// <summary>Enterprises (户) of that stage as of that day, in that group (by its name; of the whole city where there is no grouping).</summary>
    public async Task<(long Then, long Known)> OfAsync(Stage stage, DateOnly day, GroupBy by, string key, CancellationToken cancellation)
    {
        if (!ends.TryGetValue(day, out var end))
        {
            ends[day] = end = Math.Min(position, await moments.PositionAtAsync(BusinessDay.EndOf(day), cancellation));
        }

        return (await CountAsync(end), await CountAsync(position));

        Task<long> CountAsync(long at) => stage == Stage.Registered && by != GroupBy.Nothing ? InBooksAsync(day, at, by, key, cancellation) : AskedAsync(stage, day, at, by, key, cancellation);
    }

    private async Task<long> AskedAsync(Stage stage, DateOnly day, long at, GroupBy by, string key, CancellationToken cancellation)
    {
        if (!answers.TryGetValue((day, at, by), out var answer))
        {
            answers[(day, at, by)] = answer = await funnel.AskAsync(new Basis(day, at, definition), by, cancellation);
        }

        var group = answer.Groups.FirstOrDefault(x => x.Key == key);

        return (stage, by) switch
        {
            (Stage.Registered, _) => answer.Registered,
            (Stage.Contacted, GroupBy.Nothing) => answer.Contacted,
            (Stage.Signed, GroupBy.Nothing) => answer.Signed,
            (Stage.Landed, GroupBy.Nothing) => answer.Landed,
            (Stage.Contacted, _) => group?.Contacted ?? 0,
            (Stage.Signed, _) => group?.Signed ?? 0,
            _ => group?.Landed ?? 0,
        };
    }

    /// <summary>A funnel tells those in the books of the whole only: in a group they are opened.</summary>
    private async Task<long> InBooksAsync(DateOnly day, long at, GroupBy by, string key, CancellationToken cancellation)
    {
        var whole = new Funnel.Figure(Stage.Registered, new Basis(day, at, definition));
        var figure = by switch
        {
            GroupBy.County => whole with { County = city.Find(key)!.Code },
            GroupBy.Chain => whole with { Chain = key },
            GroupBy.Source => whole with { Source = key },
            GroupBy.Origin => whole with { Origin = key },
            _ => whole with { Month = key },
        };

        return (await enterprises.IdsAsync(figure, cancellation)).Ids.Count;
    }
}
