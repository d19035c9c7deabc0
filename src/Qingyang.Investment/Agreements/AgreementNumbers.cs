using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Agreements;

/// <summary>Whose agreement number it is; null where it is free.</summary>
public sealed record NumberHolder(Guid? EnterpriseId)
{
    public static readonly NumberHolder Nobody = new((Guid?)null);
}

/// <summary>An agreement number belongs to one enterprise: written in the transaction of the event, unique because the database says so.</summary>
public static class AgreementNumbers
{
    public const string TableName = EventStore.Schema + ".agreement_numbers";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<string>("number").AsPrimaryKey();
        table.AddColumn<Guid>("enterprise_id").NotNull();

        return table;
    }

    /// <summary>How a number (as a key) is claimed.</summary>
    public static string Claim(string key) => $"agreement {key}";

    /// <summary>Holds the number until the session's transaction ends, and tells whose it is.</summary>
    public static async Task<NumberHolder> ClaimAsync(string number, IDocumentSession session, CancellationToken cancellation)
    {
        var key = AgreementNumber.Key(number);
        await session.HoldAsync(Claim(key), cancellation);

        return (await HoldersOfAsync([key], session.Connection, cancellation)).TryGetValue(key, out var holder) ? new NumberHolder(holder) : NumberHolder.Nobody;
    }

    /// <summary>The holders of those numbers (as keys) that are taken.</summary>
    public static Task<Dictionary<string, Guid>> HoldersOfAsync(IReadOnlyCollection<string> keys, NpgsqlConnection connection, CancellationToken cancellation) =>
        Sql.MapAsync($"select number, enterprise_id from {TableName} where number = any($1)", keys, connection, cancellation);

    /// <summary>Keeps the table, within the transaction that appends the events.</summary>
    public sealed class Projection : IProjection
    {
        public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            var retracted = await operations.RetractedAsync(events, cancellation);
            var freed = retracted.Where(e => e.Data is AgreementSigned).Select(e => AgreementNumber.Key(((AgreementSigned)e.Data).Number)).ToArray();

            if (freed.Length > 0)
            {
                operations.QueueSqlCommand($"delete from {TableName} where number = any(?)", [freed]);
            }

            var signed = events.Where(e => e.Data is AgreementSigned).ToList();

            if (signed.Count > 0)
            {
                operations.QueueSqlCommand($"insert into {TableName} (number, enterprise_id) select * from unnest(?::text[], ?::uuid[])",
                    signed.Select(e => AgreementNumber.Key(((AgreementSigned)e.Data).Number)).ToArray(), signed.Select(e => e.StreamId).ToArray());
            }
        }
    }
}
