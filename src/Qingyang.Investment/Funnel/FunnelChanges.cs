using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>What one enterprise was in an answer: how far it had got by that day, and in which groups it was counted.</summary>
public sealed record InAnswer(
    string Stage, string County, string Chain, string Source, string? Origin, DateOnly? ContactedOn, DateOnly? SignedOn, DateOnly? LandedOn,
    [property: System.Text.Json.Serialization.JsonIgnore] IReadOnlyList<long> Evidence)
{
    /// <summary>1 where it counts for that stage, else 0.</summary>
    public int In(Stage stage) => stage switch
    {
        Funnel.Stage.Registered => 1,
        Funnel.Stage.Contacted => ContactedOn is null ? 0 : 1,
        Funnel.Stage.Signed => SignedOn is null ? 0 : 1,
        Funnel.Stage.Landed => LandedOn is null ? 0 : 1,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };

    /// <summary>How many of 对接, 签约, 落地 it counts for.</summary>
    internal int Reached => In(Funnel.Stage.Contacted) + In(Funnel.Stage.Signed) + In(Funnel.Stage.Landed);
}

/// <summary>One enterprise that is not in the second answer what it was in the first, and the log positions of the events that did it.</summary>
public sealed record ChangedEnterprise(Guid Id, string Name, string? CreditCode, InAnswer? Was, InAnswer? Is, IReadOnlyList<long> Positions);

/// <summary>
/// What changed between two answers (两个答案之间): every enterprise that came in, went out or moved. What they add up to is the difference
/// between the answers, for the whole and for every group.
/// </summary>
public sealed class FunnelChanges(NpgsqlDataSource database, City city)
{
    /// <param name="then">The first answer, known at a position.</param>
    /// <param name="now">The second, known at a position.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<IReadOnlyList<ChangedEnterprise>> FindAsync(Basis then, Basis now, CancellationToken cancellation)
    {
        var (low, high) = (Math.Min(then.KnownAt!.Value, now.KnownAt!.Value), Math.Max(then.KnownAt.Value, now.KnownAt.Value));
        await using var find = database.CreateCommand(
            $"""
             with was as ({CountedSql(then, "$1", "$2")}), now as ({CountedSql(now, "$3", "$4")}),
             changed as (
               select coalesce(w.id, n.id) as id, w.id as was_id, n.id as now_id, {Columns("w")}, {Columns("n")}
               from was w full join now n on n.id = w.id
               where w.id is null or n.id is null
                  or (w.county, w.chain, w.source, w.origin, w.contacted, w.signed, w.landed) is distinct from (n.county, n.chain, n.source, n.origin, n.contacted, n.signed, n.landed)),
             turns as (
               select enterprise_id, array_agg(distinct turn) as positions
               from (select enterprise_id, known_from as turn from {FunnelSpans.TableName} where known_from > $5 and known_from <= $6
                     union all select enterprise_id, known_until from {FunnelSpans.TableName} where known_until > $5 and known_until <= $6) t
               where enterprise_id in (select id from changed) group by 1)
             select c.*, e.name, e.credit_code, t.positions from changed c
             left join {EnterpriseList.TableName} e on e.id = c.id left join turns t on t.enterprise_id = c.id order by e.registered_by, c.id
             """);

        foreach (var value in (object[])[then.AsOf, then.KnownAt.Value, now.AsOf, now.KnownAt.Value, low, high])
        {
            find.Parameters.Add(new() { Value = value });
        }

        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var changed = new List<ChangedEnterprise>();

        while (await rows.ReadAsync(cancellation))
        {
            var (was, now_) = (rows.IsDBNull(1) ? null : Read(rows, 3), rows.IsDBNull(2) ? null : Read(rows, 3 + Width));
            var turns = rows.IsDBNull(5 + (2 * Width)) ? [] : rows.GetFieldValue<long[]>(5 + (2 * Width));
            changed.Add(new ChangedEnterprise(
                rows.GetGuid(0), rows.IsDBNull(3 + (2 * Width)) ? "" : rows.GetString(3 + (2 * Width)), rows.IsDBNull(4 + (2 * Width)) ? null : rows.GetString(4 + (2 * Width)),
                was, now_, [.. turns.Concat(Differing(was, now_)).Distinct().Order()]));
        }

        return changed;
    }

    private const int Width = 10;

    private static string Columns(string table) =>
        $"{table}.county, {table}.chain, {table}.source, {table}.origin, {table}.contacted, {table}.signed, {table}.landed, {table}.contacted_by, {table}.signed_by, {table}.landed_by";

    /// <summary>SQL: what each enterprise was, with the days that had come by then.</summary>
    private static string CountedSql(Basis basis, string day, string position)
    {
        return $"select enterprise_id as id, county, chain, source, origin, {Day(Stage.Contacted)} as contacted, {Day(Stage.Signed)} as signed, {Day(Stage.Landed)} as landed, " +
            $"{basis.By(Stage.Contacted)} as contacted_by, {basis.By(Stage.Signed)} as signed_by, {basis.By(Stage.Landed)} as landed_by " +
            $"from {FunnelSpans.TableName} where known_from <= {position} and known_until > {position}";

        string Day(Stage stage) => $"case when {basis.On(stage)} <= {day} then {basis.On(stage)} end";
    }

    private InAnswer Read(NpgsqlDataReader row, int at)
    {
        var (contacted, signed, landed) = (Day(4), Day(5), Day(6));
        var stage = landed is not null ? Stage.Landed : signed is not null ? Stage.Signed : contacted is not null ? Stage.Contacted : Stage.Registered;

        return new InAnswer(
            stage.ToString().ToLowerInvariant(), city.NameOf(row.GetString(at)), row.GetString(at + 1), row.GetString(at + 2), row.IsDBNull(at + 3) ? null : row.GetString(at + 3),
            contacted, signed, landed, [contacted is null ? 0 : row.GetInt64(at + 7), signed is null ? 0 : row.GetInt64(at + 8), landed is null ? 0 : row.GetInt64(at + 9)]);

        DateOnly? Day(int column) => row.IsDBNull(at + column) ? null : row.GetFieldValue<DateOnly>(at + column);
    }

    /// <summary>The events by which stages were reached in one of the answers, and not, or by another, in the other one.</summary>
    private static IEnumerable<long> Differing(InAnswer? was, InAnswer? now) =>
        Enumerable.Range(0, 3).Select(i => (Was: was?.Evidence[i] ?? 0, Now: now?.Evidence[i] ?? 0)).Where(x => x.Was != x.Now).SelectMany(x => new[] { x.Was, x.Now }).Where(x => x > 0);
}
