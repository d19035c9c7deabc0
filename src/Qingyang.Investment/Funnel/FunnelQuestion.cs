using System.Text.Json.Serialization;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>By what a funnel is grouped: 县区, 产业链, 线索来源, 注册地, or the month (of Asia/Shanghai) in which the stage was reached.</summary>
public enum GroupBy
{
    Nothing,
    County,
    Chain,
    Source,
    Origin,
    Month,
}

/// <summary>One group of a funnel. Counts are enterprises (户), each once.</summary>
public sealed record FunnelGroup(string Key, long Contacted, long Signed, long Landed);

/// <summary>The funnel as of a day, known at a log position, under a named definition (口径).</summary>
public sealed record FunnelAnswer(
    DateOnly AsOf, long Position, string Definition, long Registered, long Contacted, long Signed, long Landed, IReadOnlyList<FunnelGroup> Groups)
{
    /// <summary>The same by another definition, where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FunnelAnswer? Beside { get; init; }
}

/// <summary>Answers what the funnel was: as of day D (what had happened by then), known at log position K (what the log held by then).</summary>
public sealed class FunnelQuestion(NpgsqlDataSource database, City city)
{
    /// <summary>What stands in a group whose enterprises have nothing there.</summary>
    public const string Blank = "未填";

    private const string Spans = FunnelSpans.TableName;

    /// <summary>SQL: the key of a group; a month is that in which the stage was reached, so it needs to be told of which.</summary>
    internal static string KeySql(GroupBy group, string reachedOn = "reached_on") => group switch
    {
        GroupBy.County => "county",
        GroupBy.Chain => "chain",
        GroupBy.Source => "source",
        GroupBy.Origin => $"coalesce(origin, '{Blank}')",
        GroupBy.Month => $"to_char({reachedOn}, 'YYYY-MM')",
        GroupBy.Nothing => "''",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "No such grouping."),
    };

    /// <summary>
    /// SQL: counts by group, as of $1. By month each stage counts in a month of its own: one scan counts the days of all three
    /// (grouping() tells 3, 5, 6 for them and 7 for the whole), and the days, which are few, are added up to months.
    /// </summary>
    private static string CountsSql(GroupBy group, Basis basis)
    {
        var (contacted, signed, landed) = (basis.On(Stage.Contacted), basis.On(Stage.Signed), basis.On(Stage.Landed));

        return group == GroupBy.Month
            ? $"""
               select {KeySql(group, "day")} as key, coalesce(sum(n) filter (where which = 7), 0)::bigint as registered, coalesce(sum(n) filter (where which = 3), 0)::bigint as contacted,
                      coalesce(sum(n) filter (where which = 5), 0)::bigint as signed, coalesce(sum(n) filter (where which = 6), 0)::bigint as landed
               from (select coalesce({contacted}, {signed}, {landed}) as day, grouping({contacted}, {signed}, {landed}) as which, count(*) as n
                     from {Spans} where {basis.IsKnown} group by grouping sets (({contacted}), ({signed}), ({landed}), ())) days
               where which = 7 or day <= $1 group by 1
               """
            : $"""
               select {KeySql(group)} as key, count(*) as registered, count(*) filter (where {contacted} <= $1) as contacted,
                      count(*) filter (where {signed} <= $1) as signed, count(*) filter (where {landed} <= $1) as landed
               from {Spans} where {basis.IsKnown} group by 1
               """;
    }

    /// <param name="basis">As of which day, known when, by which definition.</param>
    /// <param name="group">By what to group; the whole is always told.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<FunnelAnswer> AskAsync(Basis basis, GroupBy group, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();

        // One statement, so that counts and position come from one snapshot.
        await using var ask = database.CreateCommand(
            $"select key, registered, contacted, signed, landed, {ReadModels.PositionSql} as position from ({CountsSql(group, basis)}) counts right join (select 1) one on true");
        basis.Bind(ask);
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var (groups, registered, reached) = (new List<FunnelGroup>(), 0L, 0L);

        while (await rows.ReadAsync(cancellation))
        {
            reached = rows.GetInt64(5);

            if (await rows.IsDBNullAsync(1, cancellation))
            {
                continue;
            }

            registered += rows.GetInt64(1);

            // Being in the books has no month: it counts in the whole and stands in no group.
            if (!await rows.IsDBNullAsync(0, cancellation))
            {
                var key = rows.GetString(0);
                groups.Add(new FunnelGroup(group == GroupBy.County ? city.NameOf(key) : key, rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4)));
            }
        }

        Measures.FunnelQuestions.Record(TimeProvider.System.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("group", group.ToString()));

        return new FunnelAnswer(
            basis.AsOf, basis.KnownAt ?? reached, basis.Definition.Name, registered, groups.Sum(x => x.Contacted), groups.Sum(x => x.Signed), groups.Sum(x => x.Landed),
            group == GroupBy.Nothing ? [] : [.. InOrder(groups.Where(x => x.Contacted + x.Signed + x.Landed > 0), group)]);
    }

    /// <summary>Counties as the city lists them, months as they follow, everything else the largest first.</summary>
    private IEnumerable<FunnelGroup> InOrder(IEnumerable<FunnelGroup> groups, GroupBy group) => group switch
    {
        GroupBy.County => groups.OrderBy(x => city.Counties.Index().FirstOrDefault(c => c.Item.Name == x.Key, (int.MaxValue, null!)).Index).ThenBy(x => x.Key, StringComparer.Ordinal),
        GroupBy.Month => groups.OrderBy(x => x.Key, StringComparer.Ordinal),
        _ => groups.OrderByDescending(x => x.Contacted).ThenBy(x => x.Key, StringComparer.Ordinal),
    };
}
