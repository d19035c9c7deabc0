using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Lists;

/// <summary>What assigning would do to one enterprise.</summary>
public enum Effect
{
    /// <summary>There is no such enterprise.</summary>
    Unknown,

    /// <summary>Just that stands in the books already: nothing would be recorded.</summary>
    Already,

    /// <summary>Nobody is in charge: they would take charge.</summary>
    Begins,

    /// <summary>Others are in charge: they would hand over.</summary>
    HandsOver,

    /// <summary>The same are in charge since another day: their new start would be recorded.</summary>
    Again,

    /// <summary>Somebody else starts later than that day: it would be recorded, and change nothing today.</summary>
    Overtaken,
}

/// <summary>One enterprise: who is in charge today, and what would come of it.</summary>
public sealed record PreviewedEnterprise(Guid Id, string? Name, string? Official, string? Post, string? TaskForce, DateOnly? Since, Effect Effect);

/// <summary>What a bulk assignment would do, in all and one by one. It records nothing.</summary>
public sealed record PreviewAnswer(long Position, int Total, int Recorded, int Already, int Unknown, IReadOnlyList<PreviewedEnterprise> Enterprises);

/// <summary>Tells beforehand what an assignment of many enterprises at once would change (批量包抓预览).</summary>
public sealed class BulkPreview(NpgsqlDataSource database, TimeProvider clock)
{
    private sealed record Known(DateOnly Starts, DateOnly? Ends, string Official, string? Post, string TaskForce);

    public async Task<PreviewAnswer> TellAsync(IReadOnlyList<Guid> enterprises, ManyAssignments wanted, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand(
            $"""
             select {ReadModels.PositionSql}, e.id, e.name, a.starts, a.ends, a.lead_official, a.post, a.task_force
             from (select 1) one left join {EnterpriseList.TableName} e on e.id = any($1) left join {Assignments.TableName} a on a.enterprise_id = e.id
             order by e.id, a.starts desc, a.known_from desc
             """);
        ask.Parameters.Add(new() { Value = enterprises.ToArray() });
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var (position, names, known) = (0L, new Dictionary<Guid, string>(), new List<(Guid Id, Known Assignment)>());

        while (await rows.ReadAsync(cancellation))
        {
            position = rows.GetInt64(0);

            if (await rows.IsDBNullAsync(1, cancellation))
            {
                continue;
            }

            names[rows.GetGuid(1)] = rows.GetString(2);

            if (!await rows.IsDBNullAsync(3, cancellation))
            {
                known.Add((rows.GetGuid(1), new Known(
                    rows.GetFieldValue<DateOnly>(3), rows.GetFieldValue<DateOnly?>(4), rows.GetString(5), await rows.IsDBNullAsync(6, cancellation) ? null : rows.GetString(6), rows.GetString(7))));
            }
        }

        var (today, of) = (BusinessDay.Today(clock), known.ToLookup(x => x.Id, x => x.Assignment));
        var told = enterprises.Select(x => Tell(x, names.GetValueOrDefault(x), [.. of[x]], wanted, today)).ToList();

        return new PreviewAnswer(
            position, told.Count, told.Count(x => x.Effect is not (Effect.Already or Effect.Unknown)), told.Count(x => x.Effect == Effect.Already), told.Count(x => x.Effect == Effect.Unknown), told);
    }

    /// <param name="id">The enterprise.</param>
    /// <param name="name">Its name; null where it is not there.</param>
    /// <param name="known">Its assignments, the latest start first, of two with one start the one entered later.</param>
    /// <param name="wanted">What is to be recorded.</param>
    /// <param name="today">The day for which it is told who is in charge.</param>
    private static PreviewedEnterprise Tell(Guid id, string? name, IReadOnlyList<Known> known, ManyAssignments wanted, DateOnly today)
    {
        var latest = known.FirstOrDefault(x => x.Starts <= today);
        var now = latest is not null && (latest.Ends is null || latest.Ends > today) ? latest : null;
        var effect = name is null ? Effect.Unknown
            : known.Any(x => IsSame(x, wanted) && x.Starts == wanted.Starts) ? Effect.Already
            : latest is not null && latest.Starts > wanted.Starts ? Effect.Overtaken
            : now is null ? Effect.Begins
            : IsSame(now, wanted) ? Effect.Again
            : Effect.HandsOver;

        return new PreviewedEnterprise(id, name, now?.Official, now?.Post, now?.TaskForce, now?.Starts, effect);
    }

    /// <summary>As the decision compares them.</summary>
    private static bool IsSame(Known x, ManyAssignments wanted) =>
        Spelling.Key(x.Official) == Spelling.Key(wanted.LeadOfficial) && Spelling.Key(x.TaskForce) == Spelling.Key(wanted.TaskForce);
}
