using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Enterprises;

/// <summary>By what an enterprise was recognised.</summary>
public enum KnownBy
{
    CreditCode,
    Name,
}

/// <summary>An enterprise that stands in the books already.</summary>
public sealed record Known(Guid Id, string Name, KnownBy By);

/// <summary>
/// By which codes and names enterprises go, written in the transaction of the event itself: a code is unique because the
/// database says so, however many register it at once.
/// </summary>
public static class EnterpriseKeys
{
    public const string Codes = EventStore.Schema + ".enterprise_codes";
    public const string Names = EventStore.Schema + ".enterprise_names";

    /// <summary>What stands before a name that takes the place of a code.</summary>
    public const string NameMark = "name:";

    public static IEnumerable<Table> Tables()
    {
        var codes = new Table(Codes);
        codes.AddColumn<string>("code").AsPrimaryKey();
        codes.AddColumn<Guid>("enterprise_id").NotNull().AddIndex();
        yield return codes;

        var names = new Table(Names);
        names.AddColumn<string>("key").AsPrimaryKey();
        names.AddColumn<Guid>("enterprise_id").AsPrimaryKey();
        names.AddColumn<string>("name").NotNull();
        names.AddColumn<DateTimeOffset>("noted_at").NotNull().DefaultValueByExpression("clock_timestamp()");
        yield return names;
    }

    /// <summary>How a code, or the name of an enterprise without one, is claimed.</summary>
    public static string Claim(string? name, string? code) =>
        string.IsNullOrWhiteSpace(code) ? $"enterprise {NameMark}{EnterpriseName.Key(name)}" : $"enterprise {CreditCode.Normalise(code)}";

    /// <summary>Holds the code, or without one the name, until the session's transaction ends, and tells whose it is.</summary>
    public static async Task<Known?> ClaimAsync(string? name, string? code, IDocumentSession session, CancellationToken cancellation)
    {
        await session.HoldAsync(Claim(name, code), cancellation);

        return await FindAsync(name, code, session.Connection, cancellation);
    }

    /// <summary>The enterprise with that code; without a code, the one first known by that name.</summary>
    public static async Task<Known?> FindAsync(string? name, string? code, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var byCode = !string.IsNullOrWhiteSpace(code);
        await using var find = new NpgsqlCommand(byCode
            ? $"select c.enterprise_id, n.name from {Codes} c join {Names} n using (enterprise_id) where c.code = $1 order by n.noted_at limit 1"
            : $"select enterprise_id, name from {Names} where key = $1 order by noted_at limit 1", connection);
        find.Parameters.Add(new() { Value = byCode ? CreditCode.Normalise(code!) : EnterpriseName.Key(name ?? "") });
        await using var found = await find.ExecuteReaderAsync(cancellation);

        return await found.ReadAsync(cancellation)
            ? new Known(found.GetGuid(0), found.GetString(1), byCode ? KnownBy.CreditCode : KnownBy.Name)
            : null;
    }

    /// <summary>Which of these codes and names (as keys) are known, and whose they are; of several enterprises with one name, the first.</summary>
    public static async Task<(Dictionary<string, Guid> Codes, Dictionary<string, Guid> Names)> FindAllAsync(
        IReadOnlyCollection<string> codes, IReadOnlyCollection<string> names, NpgsqlConnection connection, CancellationToken cancellation) =>
        (await Sql.MapAsync($"select code, enterprise_id from {Codes} where code = any($1)", codes, connection, cancellation),
            await Sql.MapAsync($"select distinct on (key) key, enterprise_id from {Names} where key = any($1) order by key, noted_at", names, connection, cancellation));

    /// <summary>Keeps both tables, within the transaction that appends the events.</summary>
    public sealed class Projection : IProjection
    {
        public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            var codes = events.Select(e => (Code: CodeIn(e.Data), e.StreamId)).Where(x => x.Code is not null).ToList();
            var names = events.Select(e => (Name: NameIn(e.Data), e.StreamId)).Where(x => x.Name is not null).ToList();

            if (events.Any(e => e.Data is EntryRetracted))
            {
                await FreeAsync(operations, events, cancellation);
            }

            if (codes.Count > 0)
            {
                operations.QueueSqlCommand($"insert into {Codes} (code, enterprise_id) select * from unnest(?::text[], ?::uuid[])",
                    codes.Select(x => x.Code).ToArray(), codes.Select(x => x.StreamId).ToArray());
            }

            if (names.Count > 0)
            {
                operations.QueueSqlCommand(
                    $"insert into {Names} (key, name, enterprise_id) select * from unnest(?::text[], ?::text[], ?::uuid[]) on conflict do nothing",
                    names.Select(x => EnterpriseName.Key(x.Name!)).ToArray(), names.Select(x => x.Name).ToArray(), names.Select(x => x.StreamId).ToArray());
            }
        }

        /// <summary>What no entry of an enterprise says any more is free for others.</summary>
        private static async Task FreeAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            var ids = events.Where(e => e.Data is EntryRetracted).Select(e => e.StreamId).Distinct().ToArray();
            var history = await operations.Events.QueryAllRawEvents().Where(x => ids.Contains(x.StreamId)).ToListAsync(cancellation);
            var retracted = history.Concat(events).Select(x => x.Data).OfType<EntryRetracted>().Select(x => x.EntryId).ToHashSet();
            var stands = history.Where(x => !retracted.Contains(x.Id)).ToList();
            Keep(Codes, "code", x => CodeIn(x.Data));
            Keep(Names, "key", x => NameIn(x.Data) is { } name ? EnterpriseName.Key(name) : null);

            void Keep(string table, string column, Func<IEvent, string?> word)
            {
                var words = stands.Select(x => (x.StreamId, Word: word(x))).Where(x => x.Word is not null).Distinct().ToList();
                operations.QueueSqlCommand(
                    $"delete from {table} where enterprise_id = any(?::uuid[]) and (enterprise_id, {column}) not in (select * from unnest(?::uuid[], ?::text[]))",
                    ids, words.Select(x => x.StreamId).ToArray(), words.Select(x => x.Word).ToArray());
            }
        }

        private static string? CodeIn(object e) => e switch
        {
            // Without a code the name takes its place, so that two people cannot register one enterprise at once.
            EnterpriseRegistered x => x.CreditCode ?? NameMark + EnterpriseName.Key(x.Name),
            CreditCodeGiven x => x.CreditCode,
            _ => null,
        };

        private static string? NameIn(object e) => e switch
        {
            EnterpriseRegistered x => x.Name,
            EnterpriseRenamed x => x.Name,
            OtherNameNoted x => x.Name,
            _ => null,
        };
    }
}
