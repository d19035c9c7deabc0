using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Lists;

/// <summary>A value that stands in the books, and how often.</summary>
public sealed record PickValue(string Value, long Times, string? Post = null);

/// <summary>What there is to choose from, the most frequent first. Officials come with the post that was entered last.</summary>
public sealed record PickListsAnswer(
    long Position, IReadOnlyList<PickValue> Chains, IReadOnlyList<PickValue> Sources, IReadOnlyList<PickValue> Origins,
    IReadOnlyList<PickValue> Officials, IReadOnlyList<PickValue> TaskForces, IReadOnlyList<PickValue> Performers);

/// <summary>Values to choose from (可选值). Worked out once for each position of the read models; who performed contacts is counted on from the last one.</summary>
public sealed class PickLists(NpgsqlDataSource database) : IDisposable
{
    private const int Most = 200;

    private const string Values =
        $"""
         select 'chain', chain, count(*), null from {ListSql.Standing} where {ListSql.StillOpen} group by chain
         union all select 'source', source, count(*), null from {ListSql.Standing} where {ListSql.StillOpen} group by source
         union all select 'origin', origin, count(*), null from {ListSql.Standing} where {ListSql.StillOpen} and origin is not null group by origin
         union all select 'official', lead_official, count(distinct enterprise_id), (array_agg(post order by known_from desc) filter (where post is not null))[1] from {Assignments.TableName} group by lead_official
         union all select 'taskForce', task_force, count(distinct enterprise_id), null from {Assignments.TableName} group by task_force
         """;

    private readonly SemaphoreSlim one = new(1, 1);
    private readonly Dictionary<string, long> performers = [];
    private PickListsAnswer answer = new(-1, [], [], [], [], [], []);

    public async Task<PickListsAnswer> AskAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var find = new NpgsqlCommand($"select {ReadModels.PositionSql}", connection);
        var position = (long)(await find.ExecuteScalarAsync(cancellation))!;
        await one.WaitAsync(cancellation);

        try
        {
            return answer.Position >= position ? answer : answer = await AnewAsync(position, connection, cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<PickListsAnswer> AnewAsync(long position, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var values = new List<(string List, PickValue Value)>();

        await using (var ask = new NpgsqlCommand(Values, connection))
        {
            await using var rows = await ask.ExecuteReaderAsync(cancellation);

            while (await rows.ReadAsync(cancellation))
            {
                values.Add((rows.GetString(0), new PickValue(rows.GetString(1), rows.GetInt64(2), await rows.IsDBNullAsync(3, cancellation) ? null : rows.GetString(3))));
            }
        }

        foreach (var (performer, contacts) in await ContactsSinceAsync(answer.Position, position, connection, cancellation))
        {
            performers[performer] = performers.GetValueOrDefault(performer) + contacts;
        }

        return new PickListsAnswer(
            position, Of("chain"), Of("source"), Of("origin"), Of("official"), Of("taskForce"), InOrder(performers.Select(x => new PickValue(x.Key, x.Value))));

        IReadOnlyList<PickValue> Of(string list) => InOrder(values.Where(x => x.List == list).Select(x => x.Value));
    }

    private static async Task<List<(string, long)>> ContactsSinceAsync(long after, long to, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            $"select data ->> 'performedBy', count(*) from {EventStore.Schema}.mt_events where seq_id > $1 and seq_id <= $2 and type = 'contact_logged' group by 1", connection);
        ask.Parameters.Add(new() { Value = after });
        ask.Parameters.Add(new() { Value = to });
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var contacts = new List<(string, long)>();

        while (await rows.ReadAsync(cancellation))
        {
            contacts.Add((rows.GetString(0), rows.GetInt64(1)));
        }

        return contacts;
    }

    private static IReadOnlyList<PickValue> InOrder(IEnumerable<PickValue> values) =>
        [.. values.OrderByDescending(x => x.Times).ThenBy(x => x.Value, StringComparer.Ordinal).Take(Most)];

    public void Dispose() => one.Dispose();

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/api/values", async (PickLists values, CancellationToken cancellation) => Results.Ok(await values.AskAsync(cancellation)))
            .Tells("名单", "填写时可选的值", "台账里出现过的产业链、线索来源、企业来源地、包抓领导、专班和对接人，最常用的在前，各最多 200 个。")
            .Answers(new PickListsAnswer(
                52_304, [new("人工智能", 1204)], [new("上门来访", 980)], [new("南京市", 310)], [new("杜东", 38, "副市长")], [new("算力工作专班", 120)], [new("李四", 412)])).Refuses(503);
}
