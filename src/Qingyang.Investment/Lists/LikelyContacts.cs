using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Lists;

/// <summary>Why an enterprise stands among the likely ones: its next step is due, they were in contact lately, or it is theirs to lead.</summary>
public enum WhyLikely
{
    Due,
    Recent,
    Assigned,
}

/// <summary>An enterprise with which somebody will probably log their next contact.</summary>
public sealed record LikelyContact(Guid Id, string Name, string County, WhyLikely Why, DateOnly? LastContactOn, string? NextStep, DateOnly? NextStepOn);

/// <summary>With whom somebody will probably log a contact next (常用企业), each enterprise once: what is due first, then what they did last, then what they answer for.</summary>
public sealed class LikelyContacts(NpgsqlDataSource database, City city, TimeProvider clock)
{
    /// <summary>What a phone keeps for days without a network.</summary>
    public const int Most = 300;

    private const int MostDue = 60, MostRecent = 60;

    /// <summary>Their own entries are looked up in the newest part of the log only; before that, who is known to have been in contact last tells.</summary>
    private const int NewestEvents = 20_000;

    private static readonly string Sql =
        $"""
         with entered as (
           select stream_id as id, max(seq_id) as at from {EventStore.Schema}.mt_events
           where seq_id > (select coalesce(max(seq_id), 0) - {NewestEvents} from {EventStore.Schema}.mt_events)
             and type = 'contact_logged' and user_name = $1 and headers ->> '{Entry.SourceHeader}' in ('ui', 'api')
           group by stream_id),
         assigned as (
           select x.id from (select distinct enterprise_id as id from {Assignments.TableName} where lead_official = $1 or task_force = $1) x
           cross join lateral (select lead_official, task_force, ends from {Assignments.TableName} a
                               where a.enterprise_id = x.id and a.starts <= $2 order by a.starts desc, a.known_from desc limit 1) c
           where (c.lead_official = $1 or c.task_force = $1) and (c.ends is null or c.ends > $2)),
         mine as (select enterprise_id as id from {EnterpriseActivity.TableName} where last_contact_by = $1 union select id from entered union select id from assigned),
         due as (select a.enterprise_id as id, row_number() over (order by a.next_step_on, a.enterprise_id) as n
                 from mine m join {EnterpriseActivity.TableName} a on a.enterprise_id = m.id where a.next_step_on <= $2 order by n limit {MostDue}),
         recent as (select id, row_number() over (order by at desc nulls last, last_contact_on desc, id) as n from (
                      select coalesce(t.id, a.enterprise_id) as id, t.at, a.last_contact_on
                      from entered t full join (select * from {EnterpriseActivity.TableName} where last_contact_by = $1) a on a.enterprise_id = t.id) x order by n limit {MostRecent}),
         likely as (select 0 as why, id, n from due union all select 1, id, n from recent
                    union all select 2, s.id, row_number() over (order by a.last_contact_on nulls first, s.id) from assigned s join {EnterpriseActivity.TableName} a on a.enterprise_id = s.id)
         select e.id, e.name, e.county, l.why, a.last_contact_on, a.next_step, a.next_step_on
         from (select distinct on (id) * from likely order by id, why) l join {ListSql.Standing} on s.enterprise_id = l.id and {ListSql.StillOpen} join {EnterpriseList.TableName} e on e.id = l.id left join {EnterpriseActivity.TableName} a on a.enterprise_id = e.id
         order by l.why, l.n limit {Most}
         """;

    public async Task<IReadOnlyList<LikelyContact>> OfAsync(string person, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand(Sql);
        ask.Parameters.Add(new() { Value = person });
        ask.Parameters.Add(new() { Value = BusinessDay.Today(clock) });

        return await ReadAsync(ask, cancellation);
    }

    /// <summary>One enterprise, likely or not; null where it is not there.</summary>
    public async Task<LikelyContact?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand(
            $"select e.id, e.name, e.county, 1, a.last_contact_on, a.next_step, a.next_step_on from {EnterpriseList.TableName} e left join {EnterpriseActivity.TableName} a on a.enterprise_id = e.id where e.id = $1");
        ask.Parameters.Add(new() { Value = id });

        return (await ReadAsync(ask, cancellation)).SingleOrDefault();
    }

    private async Task<List<LikelyContact>> ReadAsync(NpgsqlCommand ask, CancellationToken cancellation)
    {
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var all = new List<LikelyContact>();

        while (await rows.ReadAsync(cancellation))
        {
            all.Add(new LikelyContact(
                rows.GetGuid(0), rows.GetString(1), city.NameOf(rows.GetString(2)), (WhyLikely)rows.GetInt32(3), DayAt(4), await rows.IsDBNullAsync(5, cancellation) ? null : rows.GetString(5), DayAt(6)));
        }

        return all;

        DateOnly? DayAt(int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<DateOnly>(column);
    }
}
