using Marten;
using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>A fact that a row of a ledger became: where it stands in the log, whom it is about, and what it says.</summary>
public sealed record LedgerFact(long Position, Guid EnterpriseId, string Name, string Sheet, int Row, string Sentence);

/// <summary>A page of them, in the order of the log.</summary>
public sealed record LedgerFactPage(long Total, int Page, int Size, IReadOnlyList<LedgerFact> Facts);

/// <summary>Opens the figures of a recorded ledger (入账的行) into the events that its rows became. It reads the log from end to end: for somebody who looks, not for a decision.</summary>
public sealed class LedgerFacts(IDocumentStore store, NpgsqlDataSource database, City city)
{
    /// <param name="ledger">What caused the events: their correlation.</param>
    /// <param name="sheet">By its Chinese name; null is all of them.</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">Facts on a page.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<LedgerFactPage> FindAsync(Guid ledger, string? sheet, int page, int size, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            $"""
             with facts as (
               select seq_id, stream_id, split_part(headers ->> '{Entry.SourceHeader}', ':', 3) as sheet, split_part(headers ->> '{Entry.SourceHeader}', ':', 4)::int as row
               from {EventStore.Schema}.mt_events where correlation_id = $1 and headers ->> '{Entry.SourceHeader}' like 'ledger:%'),
             asked as (select * from facts where $2 is null or sheet = $2),
             page as (select * from asked order by seq_id limit $3 offset $4)
             select t.total, p.seq_id, p.stream_id, p.sheet, p.row, coalesce(e.name, '')
             from (select count(*) as total from asked) t left join page p on true left join {EnterpriseList.TableName} e on e.id = p.stream_id order by p.seq_id
             """);
        find.Parameters.Add(new() { Value = ledger.ToString() });
        find.Parameters.Add(new() { Value = (object?)sheet ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        find.Parameters.Add(new() { Value = size });
        find.Parameters.Add(new() { Value = (long)(page - 1) * size });
        var (total, facts) = (0L, new List<LedgerFact>());

        await using (var found = await find.ExecuteReaderAsync(cancellation))
        {
            while (await found.ReadAsync(cancellation))
            {
                total = found.GetInt64(0);

                if (!await found.IsDBNullAsync(1, cancellation))
                {
                    facts.Add(new LedgerFact(found.GetInt64(1), found.GetGuid(2), found.GetString(5), found.GetString(3), found.GetInt32(4), ""));
                }
            }
        }

        await using var session = store.QuerySession();
        var positions = facts.Select(x => x.Position).ToArray();
        var events = (await session.Events.QueryAllRawEvents().Where(x => positions.Contains(x.Sequence)).ToListAsync(cancellation)).ToDictionary(x => x.Sequence, x => x.Data);

        return new LedgerFactPage(total, page, size, [.. facts.Select(x => x with { Sentence = Sentences.Of(events[x.Position], city) })]);
    }
}
