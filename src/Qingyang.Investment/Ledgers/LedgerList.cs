using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>A ledger in the list: what it is, who handed it in and when, where it stands, and how its rows fared so far.</summary>
public sealed record ListedLedger(
    Guid Id, string File, string Sha256, string By, string? ConfirmedBy, DateTimeOffset ReceivedAt, string Status, int Rows, int Recorded, int Accepted, int Duplicate, int Rejected);

/// <summary>A page of ledgers, newest first.</summary>
public sealed record LedgerListPage(long Total, int Page, int Size, IReadOnlyList<ListedLedger> Ledgers);

/// <summary>Lists the ledgers that came in (交来的台账).</summary>
public sealed class LedgerList(NpgsqlDataSource database)
{
    public async Task<LedgerListPage> FindAsync(int page, int size, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand(
            $"""
             with page as (select * from {LedgerTables.Ledgers} order by received_at desc, id desc limit $1 offset $2)
             select t.total, p.id, p.file, p.sha256, p.recorder, p.confirmed_by, p.received_at, p.status, p.rows, b.recorded, b.all_recorded,
                    {ReadModels.PositionSql} >= least(b.written_to, coalesce((select max(seq_id) from {EventStore.Schema}.mt_events), 0)),
                    v.accepted, v.duplicate, v.rejected
             from (select count(*) as total from {LedgerTables.Ledgers}) t
             left join page p on true
             left join lateral (
               select coalesce(sum(rows) filter (where recorded_at is not null), 0)::int as recorded, count(*) filter (where recorded_at is null) = 0 as all_recorded,
                      coalesce(max(written_to), 0) as written_to
               from {LedgerTables.Batches} where ledger_id = p.id) b on true
             left join lateral (
               select coalesce(sum((s.value ->> 'Accepted')::int), 0)::int as accepted, coalesce(sum((s.value ->> 'Duplicate')::int), 0)::int as duplicate,
                      coalesce(sum((s.value ->> 'Rejected')::int), 0)::int as rejected
               from (select p.verdicts union all select verdicts from {LedgerTables.Batches} where ledger_id = p.id) parts, jsonb_each(parts.verdicts -> 'Sheets') s) v on true
             order by p.received_at desc, p.id desc
             """);
        find.Parameters.Add(new() { Value = size });
        find.Parameters.Add(new() { Value = (long)(page - 1) * size });
        await using var found = await find.ExecuteReaderAsync(cancellation);
        var (total, ledgers) = (0L, new List<ListedLedger>());

        while (await found.ReadAsync(cancellation))
        {
            total = found.GetInt64(0);

            if (!await found.IsDBNullAsync(1, cancellation))
            {
                ledgers.Add(new ListedLedger(
                    found.GetGuid(1), found.GetString(2), found.GetString(3), found.GetString(4), found.IsDBNull(5) ? null : found.GetString(5), found.GetFieldValue<DateTimeOffset>(6),
                    LedgerAnswer.StatusOf(Enum.Parse<LedgerStatus>(found.GetString(7)), found.GetBoolean(10), found.GetBoolean(11)),
                    found.GetInt32(8), found.GetInt32(9), found.GetInt32(12), found.GetInt32(13), found.GetInt32(14)));
            }
        }

        return new LedgerListPage(total, page, size, ledgers);
    }
}
