using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Service;

/// <summary>How many enterprises (户) one lead official or task force answers for.</summary>
public sealed record Workload(string Key, long Enterprises);

/// <summary>Who answers for how many enterprises on a day.</summary>
public sealed record InChargeAnswer(DateOnly AsOf, long Position, long Assigned, IReadOnlyList<Workload> Groups);

/// <summary>
/// Who is in charge on a day: the assignment with the latest start by then (of two with one start, the one entered later),
/// unless it has ended. A later start hands over: the earlier one does not come back when the later one ends.
/// </summary>
public sealed class InCharge(NpgsqlDataSource database)
{
    public async Task<InChargeAnswer> AskAsync(DateOnly asOf, bool byTaskForce, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand(
            $"""
             select key, enterprises, {ReadModels.PositionSql} from (
               select {(byTaskForce ? "task_force" : "lead_official")} as key, count(*) as enterprises from (
                 select distinct on (enterprise_id) lead_official, task_force, ends from {Assignments.TableName}
                 where starts <= $1 order by enterprise_id, starts desc, known_from desc) latest
               where ends is null or ends > $1 group by 1) counts
             right join (select 1) one on true order by 2 desc, 1
             """);
        ask.Parameters.Add(new() { Value = asOf });
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var (position, groups) = (0L, new List<Workload>());

        while (await rows.ReadAsync(cancellation))
        {
            position = rows.GetInt64(2);

            if (!await rows.IsDBNullAsync(0, cancellation))
            {
                groups.Add(new Workload(rows.GetString(0), rows.GetInt64(1)));
            }
        }

        return new InChargeAnswer(asOf, position, groups.Sum(x => x.Enterprises), groups);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/assignments", AnswerAsync)
        .Tells("包抓", "包抓：谁负责多少户企业")
        .Means("by", "official 按包抓领导（不写时），taskForce 按专班。", "official").Means("asOf", "截至哪一天（含当天）；不写则为今天。", "2024-06-30", "date")
        .Answers(new InChargeAnswer(Examples.Day, 52_304, 1200, [new Workload("杜东", 38)])).Refuses(400, 503);

    private static async Task<IResult> AnswerAsync(string? by, string? asOf, InCharge inCharge, TimeProvider clock, CancellationToken cancellation)
    {
        if (by is not (null or "official" or "taskForce"))
        {
            return Query.Wrong("by", Say.Of("assignments.by"));
        }

        return Query.TryDay(asOf, clock, out var day)
            ? Results.Ok(await inCharge.AskAsync(day, byTaskForce: by == "taskForce", cancellation))
            : Query.Wrong("asOf", Query.DaySentence);
    }
}
