using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Npgsql;
using Qingyang.Investment.Enterprises;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>
/// Which enterprises were ever revised, and which were ever merged with which; written in the transaction of the event. There are few:
/// whoever folds the log folds these from their whole histories, and everybody else from where they stand.
/// </summary>
public static class Revisions
{
    public const string Revised = EventStore.Schema + ".revised_enterprises";
    public const string Merges = EventStore.Schema + ".enterprise_merges";

    /// <summary>SQL: the enterprises of <c>$1</c> that were ever revised, and all that were ever merged with them or through them.</summary>
    private const string FamiliesSql =
        $"""
         with recursive family (id) as (
           select enterprise_id from {Revised} where enterprise_id = any($1)
           union select case when m.enterprise_id = f.id then m.into_id else m.enterprise_id end from family f join {Merges} m on f.id in (m.enterprise_id, m.into_id))
         select id from family
         """;

    public static IEnumerable<Table> Tables()
    {
        var revised = new Table(Revised);
        revised.AddColumn<Guid>("enterprise_id").AsPrimaryKey();
        yield return revised;

        var merges = new Table(Merges);
        merges.AddColumn<Guid>("enterprise_id").AsPrimaryKey();
        merges.AddColumn<Guid>("into_id").AsPrimaryKey().AddIndex();
        merges.AddColumn<bool>("holds").NotNull();
        yield return merges;
    }

    /// <summary>The families of those enterprises that were ever revised, as the log held them at that position.</summary>
    /// <param name="streams">Enterprises that something happened to.</param>
    /// <param name="to">The last log position that counts.</param>
    /// <param name="connection">Where to look.</param>
    /// <param name="cancellation">Stops looking.</param>
    public static async Task<Families> FamiliesOfAsync(Guid[] streams, long to, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var ids = await Sql.IdsAsync(FamiliesSql, streams, connection, cancellation);

        if (ids.Count == 0)
        {
            return Families.None;
        }

        await using var merges = new NpgsqlCommand($"select enterprise_id, into_id from {Merges}", connection);
        var families = Families.Of(ids, await PairsAsync(merges, cancellation));
        foreach (var e in await EventLog.ReadAsync("stream_id = any($1) and seq_id <= $2", [ids.ToArray(), to], connection, cancellation))
        {
            families.Take(e);
        }

        return families;
    }

    /// <summary>All families that the log holds up to a position, without their histories: by the events themselves.</summary>
    public static async Task<Families> AllFamiliesAsync(long to, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand(
            $"select distinct stream_id, coalesce((data ->> 'into')::uuid, stream_id) from {EventStore.Schema}.mt_events where type = any($1) and seq_id <= $2", connection);
        find.Parameters.Add(new() { Value = EventLog.NamesOf(typeof(EntryRetracted), typeof(EnterpriseMerged), typeof(MergeUndone)) });
        find.Parameters.Add(new() { Value = to });
        var pairs = await PairsAsync(find, cancellation);

        return Families.Of([.. pairs.SelectMany(x => new[] { x.Item1, x.Item2 }).Distinct()], pairs);
    }

    private static async Task<List<(Guid, Guid)>> PairsAsync(NpgsqlCommand find, CancellationToken cancellation)
    {
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var pairs = new List<(Guid, Guid)>();

        while (await rows.ReadAsync(cancellation))
        {
            pairs.Add((rows.GetGuid(0), rows.GetGuid(1)));
        }

        return pairs;
    }

    /// <summary>Keeps both tables, within the transaction that appends the events.</summary>
    public sealed class Projection : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            var merges = events.Select(e => e.Data switch
            {
                EnterpriseMerged x => (e.StreamId, x.Into, Holds: true),
                MergeUndone x => (e.StreamId, Into: x.From, Holds: false),
                _ => default,
            }).Where(x => x.StreamId != Guid.Empty).ToList();
            var revised = events.Where(e => e.Data is EntryRetracted).Select(e => e.StreamId).Concat(merges.SelectMany(x => new[] { x.StreamId, x.Into })).Distinct().ToArray();

            if (revised.Length > 0)
            {
                operations.QueueSqlCommand($"insert into {Revised} (enterprise_id) select unnest(?::uuid[]) on conflict do nothing", [revised]);
            }

            foreach (var (id, into, holds) in merges)
            {
                operations.QueueSqlCommand(
                    $"insert into {Merges} (enterprise_id, into_id, holds) values (?, ?, ?) on conflict (enterprise_id, into_id) do update set holds = excluded.holds", id, into, holds);
            }

            return Task.CompletedTask;
        }
    }
}
