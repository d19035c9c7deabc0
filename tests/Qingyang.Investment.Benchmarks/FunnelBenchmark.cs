using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Asking the funnel, and opening a figure, over <c>select 1</c> through the same pool, one after the other in turn.</summary>
public static class FunnelBenchmark
{
    public const string Name = "funnel";

    private const int WarmUps = 200, Questions = 2000;
    private static readonly DateOnly Earlier = new(2024, 6, 30);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        var (funnel, enterprises) = (bed.Services.GetRequiredService<FunnelQuestion>(), bed.Services.GetRequiredService<FunnelEnterprises>());
        var today = BusinessDay.Today(TimeProvider.System);
        var figures = new List<Figure>();

        foreach (var (question, ask) in ((string, Func<Task>)[])[
            ("漏斗：全市", () => funnel.AskAsync(Basis.Of(today), GroupBy.Nothing, cancellation)),
            ("漏斗：按县区", () => funnel.AskAsync(Basis.Of(today), GroupBy.County, cancellation)),
            ("漏斗：截至 2024-06-30", () => funnel.AskAsync(Basis.Of(Earlier), GroupBy.Nothing, cancellation)),
            ("漏斗：按月", () => funnel.AskAsync(Basis.Of(today), GroupBy.Month, cancellation)),
            ("漏斗：打开一个数字", () => enterprises.OpenAsync(new Funnel.Figure(Stage.Landed, Basis.Of(today)), page: 1, size: 50, cancellation)),
            ("漏斗：HTTP", () => bed.Http.GetStringAsync(new Uri("/api/funnel", UriKind.Relative), cancellation))])
        {
            figures.AddRange(await AskAsync(bed, Name, question, ask, Questions, cancellation));
        }

        return figures;
    }

    public static async Task<IReadOnlyList<Figure>> AskAsync(Bed bed, string benchmark, string question, Func<Task> ask, int questions, CancellationToken cancellation)
    {
        var (answers, limits) = (new Samples(), new Samples());

        for (var i = 0; i < WarmUps; i++)
        {
            await ask();
            await NothingAsync(bed, cancellation);
        }

        for (var i = 0; i < questions; i++)
        {
            await answers.TimeAsync(ask);
            await limits.TimeAsync(() => NothingAsync(bed, cancellation));
        }

        return
        [
            new Figure(benchmark, question + " p50", Figure.Milliseconds, answers.P50, limits.P50, "select 1"),
            new Figure(benchmark, question + " p99", Figure.Milliseconds, answers.P99, limits.P99, "select 1"),
        ];
    }

    private static async Task NothingAsync(Bed bed, CancellationToken cancellation)
    {
        await using var command = bed.Database.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellation);
    }
}
