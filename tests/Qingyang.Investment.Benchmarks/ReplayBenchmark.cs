using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Audit.Changes;
using Qingyang.Investment.Audit.Replay;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Benchmarks;

/// <summary>
/// What proof costs: folding the log in memory into every read model, over reading and decoding it; a whole replay with its comparison; what changed in
/// two years; and the funnel as of any day, known at any position.
/// </summary>
public static class ReplayBenchmark
{
    public const string Name = "replay";

    private const int WarmUps = 3, Rounds = 15, Questions = 1000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        var (rows, replaying, changes, funnel) = (
            bed.Services.GetRequiredService<ReadModelRows>(), bed.Services.GetRequiredService<Replaying>(), bed.Services.GetRequiredService<WhatChanged>(), bed.Services.GetRequiredService<FunnelQuestion>());
        var (decode, fold, replay, diff) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var events = await bed.EventsAsync(cancellation);
        var today = BusinessDay.Today(TimeProvider.System);

        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            decode.Add(await Samples.SecondsAsync(() => RebuildBenchmark.ReadAsync(bed, decode: true, events, cancellation)));
            fold.Add(await Samples.SecondsAsync(() => FoldAsync(rows, events, cancellation)));
            replay.Add(await Samples.SecondsAsync(() => ReplayAsync(replaying, cancellation)));
            diff.Add(await Samples.SecondsAsync(() => changes.AskAsync(Basis.Of(today.AddYears(-2)), Basis.Of(today), page: null, cancellation)));
        }

        var random = new Random(7);
        var limit = Samples.Median(decode[WarmUps..]);

        // Pairs of one round each: neighbours on the machine slow both.
        var ratio = Samples.Median([.. decode.Zip(fold, (read, folded) => read / folded).Skip(WarmUps)]);

        return
        [
            new Figure(Name, "内存重放：算进全部读模型", Figure.PerSecond, ratio * events / limit, events / limit, "读出并解码"),
            new Figure(Name, "整个重放，逐行比对", Figure.Seconds, Samples.Median(replay[WarmUps..]), limit, "读出并解码"),
            new Figure(Name, "两年之间的变化", Figure.Seconds, Samples.Median(diff[WarmUps..]), limit, "读出并解码"),
            .. await FunnelBenchmark.AskAsync(bed, Name, "漏斗：任意一天、任意位置", () => funnel.AskAsync(
                new Basis(today.AddDays(-random.Next(1500)), random.NextInt64(events + 1), FigureDefinition.All[random.Next(3)]), GroupBy.County, cancellation), Questions, cancellation),
        ];
    }

    private static async Task FoldAsync(ReadModelRows rows, long events, CancellationToken cancellation)
    {
        if (await rows.FoldAsync(events, [.. ReadModels.All.Select(x => x.Rebuild())], cancellation) is var folded && folded != events)
        {
            throw new WrongAnswerException($"重放了 {folded} 个事件，应为 {events}。");
        }
    }

    private static async Task ReplayAsync(Replaying replaying, CancellationToken cancellation)
    {
        if (await replaying.RunAsync(to: null, "bench", cancellation) is not { IsEqual: true })
        {
            throw new WrongAnswerException("重放与读模型不一致。");
        }
    }
}
