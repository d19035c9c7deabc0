using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Handing a ledger in, through everything that it goes through for people, over a bare COPY of the very rows that it left in the log.</summary>
public static class ImportBenchmark
{
    public const string Name = "import";

    /// <summary>What the demo ledger comes to; the published totals of 2026-04.</summary>
    private static readonly (long Contacted, long Signed, long Landed) City = (8126, 1760, 571);

    private const string Log = EventStore.Schema + ".mt_events", Limit = EventStore.Schema + ".bench_copy";
    private const int Rounds = 3;

    /// <summary>As the product asks: asking more often would take from what is measured.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, ScaledLedger ledger, int scale, CancellationToken cancellation)
    {
        var (recorded, upToDate) = await ImportAsync(bed, ledger, cancellation);
        await MustComeToAsync(bed, scale, cancellation);
        var (events, copy) = (await bed.EventsAsync(cancellation), await CopyAsync(bed, cancellation));

        return
        [
            new Figure(Name, "导入：入账", Figure.PerSecond, events / recorded, events / copy, "COPY 同样的行"),
            new Figure(Name, "导入：数字更新完", Figure.PerSecond, events / upToDate, events / copy, "COPY 同样的行"),
            new Figure(Name, "导入：用时", Figure.Seconds, upToDate, copy, "COPY 同样的行"),
        ];
    }

    /// <summary>Seconds until every row is recorded, and until the figures hold them.</summary>
    public static async Task<(double Recorded, double UpToDate)> ImportAsync(Bed bed, ScaledLedger ledger, CancellationToken cancellation)
    {
        await using var scope = bed.Services.CreateAsyncScope();
        var (hand, answers) = (scope.ServiceProvider.GetRequiredService<HandInLedger>(), bed.Services.GetRequiredService<LedgerAnswers>());
        var started = Stopwatch.GetTimestamp();
        var handedIn = await hand.TakeAsync(ledger.Name, ledger.Content, strict: false, "基准测试", key: null, cancellation);
        var id = handedIn is HandedIn.Kept kept ? kept.LedgerId : throw new WrongAnswerException($"台账没有收下：{handedIn}");

        for (double? recorded = null; ; await Task.Delay(Pause, cancellation))
        {
            var answer = await answers.FindAsync(id, cancellation);
            recorded ??= answer!.Status is "figuring" or LedgerAnswer.Done ? Stopwatch.GetElapsedTime(started).TotalSeconds : null;

            switch (answer!.Status)
            {
                case LedgerAnswer.Refused:
                    throw new WrongAnswerException($"台账被退回：{answer.Refusal}");
                case LedgerAnswer.Done:
                    return (recorded!.Value, Stopwatch.GetElapsedTime(started).TotalSeconds);
                default:
                    break;
            }
        }
    }

    /// <summary>A fast wrong answer is no answer.</summary>
    private static async Task MustComeToAsync(Bed bed, int scale, CancellationToken cancellation)
    {
        var funnel = await bed.Services.GetRequiredService<FunnelQuestion>().AskAsync(Basis.Of(BusinessDay.Today(TimeProvider.System)), GroupBy.Nothing, cancellation);
        var (found, right) = ((funnel.Contacted, funnel.Signed, funnel.Landed), (City.Contacted * scale, City.Signed * scale, City.Landed * scale));

        if (found != right)
        {
            throw new WrongAnswerException($"导入后的漏斗是 {found}，应为 {right}。");
        }
    }

    private static async Task<double> CopyAsync(Bed bed, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();

        try
        {
            await using (var to = File.Create(file))
            {
                await using var from = await bed.Database.OpenConnectionAsync(cancellation);
                await using var rows = await from.BeginRawBinaryCopyAsync($"copy (select * from {Log} order by seq_id) to stdout (format binary)", cancellation);
                await rows.CopyToAsync(to, cancellation);
            }

            var seconds = new List<double>();

            for (var round = 0; round < Rounds; round++)
            {
                await bed.RunAsync($"create table {Limit} (like {Log} including all)", cancellation);
                await using var connection = await bed.Database.OpenConnectionAsync(cancellation);
                seconds.Add(await Samples.SecondsAsync(() => CopyInAsync(file, connection, cancellation)));
                await bed.RunAsync($"drop table {Limit}", cancellation);
            }

            return Samples.Median(seconds);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task CopyInAsync(string file, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var from = File.OpenRead(file);
        await using var rows = await connection.BeginRawBinaryCopyAsync($"copy {Limit} from stdin (format binary)", cancellation);
        await from.CopyToAsync(rows, cancellation);
    }
}

/// <summary>What was measured gave a wrong answer: the benchmark fails.</summary>
public sealed class WrongAnswerException(string sentence) : Exception(sentence);
