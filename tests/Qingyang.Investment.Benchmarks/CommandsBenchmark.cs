using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Commands by HTTP, 32 at a time, over bare commits of one row each, 32 at a time.</summary>
public static class CommandsBenchmark
{
    public const string Name = "commands";

    private const string Limit = EventStore.Schema + ".bench_insert";
    private const int AtATime = 32, WarmUps = 200, Commands = 3000;
    private static readonly DateOnly Day = new(2026, 4, 1);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        var ids = await IdsAsync(bed, cancellation);
        await bed.RunAsync($"create table {Limit} (id bigint generated always as identity primary key, data jsonb not null)", cancellation);
        await ManyAsync(WarmUps, new Samples(), i => LogAsync(bed, ids[i], cancellation), cancellation);

        // The limit before and after, so that a neighbour on the machine who comes or goes meanwhile weighs on both.
        var (latency, bare) = (new Samples(), new Samples());
        var before = await ManyAsync(Commands, bare, _ => InsertAsync(bed, cancellation), cancellation);
        var seconds = await ManyAsync(Commands, latency, i => LogAsync(bed, ids[WarmUps + i], cancellation), cancellation);
        var after = await ManyAsync(Commands, bare, _ => InsertAsync(bed, cancellation), cancellation);
        await bed.RunAsync($"drop table {Limit}", cancellation);

        return
        [
            new Figure(Name, "登记对接，32 个同时", Figure.PerSecond, Commands / seconds, 2 * Commands / (before + after), "单行 INSERT"),
            new Figure(Name, "登记对接 p50", Figure.Milliseconds, latency.P50, bare.P50, "单行 INSERT"),
            new Figure(Name, "登记对接 p99", Figure.Milliseconds, latency.P99, bare.P99, "单行 INSERT"),
        ];
    }

    private static async Task<IReadOnlyList<Guid>> IdsAsync(Bed bed, CancellationToken cancellation)
    {
        await using var select = bed.Database.CreateCommand($"select id from {EnterpriseList.TableName} order by md5(id::text) limit {WarmUps + Commands}");
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var ids = new List<Guid>();

        while (await rows.ReadAsync(cancellation))
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }

    private static async Task<double> ManyAsync(int count, Samples latency, Func<int, Task> work, CancellationToken cancellation) => await Samples.SecondsAsync(() => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation }, async (i, _) => await latency.TimeAsync(() => work(i))));

    private static LogContact Contact(Guid id) => new(id, Day, "电话", "基准测试", string.Create(CultureInfo.InvariantCulture, $"核对 {id} 的投资意向，约定下月实地走访园区"));

    private static async Task LogAsync(Bed bed, Guid id, CancellationToken cancellation)
    {
        using var answer = await bed.Http.PostAsJsonAsync("/api/contacts", Contact(id), cancellation);

        if (answer.StatusCode != HttpStatusCode.Created && answer.StatusCode != HttpStatusCode.OK)
        {
            throw new WrongAnswerException($"登记对接得到 {(int)answer.StatusCode}：{await answer.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    /// <summary>The event's own JSON, and nothing else.</summary>
    private static async Task InsertAsync(Bed bed, CancellationToken cancellation)
    {
        var contact = Contact(Guid.Empty);
        await using var insert = bed.Database.CreateCommand($"insert into {Limit} (data) values (jsonb_build_object('on', $1, 'method', $2, 'performedBy', $3, 'content', $4))");

        foreach (var value in new object[] { contact.On, contact.Method, contact.PerformedBy, contact.Content })
        {
            insert.Parameters.Add(new() { Value = value });
        }

        await insert.ExecuteNonQueryAsync(cancellation);
    }
}
