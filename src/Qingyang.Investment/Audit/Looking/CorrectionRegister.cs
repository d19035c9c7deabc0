using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Looking;

/// <summary>One line of the register: what was so, what is so now, why, and who says it.</summary>
/// <param name="Kind"><c>retraction</c>, <c>correction</c>, <c>merge</c> or <c>mergeUndone</c>.</param>
/// <param name="WasPosition">The entry that was retracted, or corrected.</param>
/// <param name="NowPosition">What took its place.</param>
public sealed record CorrectionLine(
    long Position, Guid Id, Guid EnterpriseId, string? Name, string Kind, DateTimeOffset RecordedAt, string? RecordedBy, string Reason, string? Source,
    long? WasPosition, string? Was, string? WasRecordedBy, DateTimeOffset? WasRecordedAt, long? NowPosition, string? Now);

public sealed record CorrectionPage(long Total, int Page, int Size, IReadOnlyList<CorrectionLine> Lines);

/// <summary>The corrections register (更正登记簿): every retraction, correction, merge and its undoing, newest first, with was, now and reason.</summary>
public sealed class CorrectionRegister(NpgsqlDataSource database, City city)
{
    /// <param name="from">The first day of Asia/Shanghai on which it was recorded; null for all before.</param>
    /// <param name="to">The last.</param>
    /// <param name="by">Who recorded it.</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">Lines on a page.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<CorrectionPage> FindAsync(DateOnly? from, DateOnly? to, string? by, int page, int size, CancellationToken cancellation)
    {
        // Of those that were ever revised only: they are few, and found by their streams.
        await using var find = database.CreateCommand(
            $"""
             with lines as (
               select e.* from {EventStore.Schema}.mt_events e join {Revisions.Revised} r on r.enterprise_id = e.stream_id
               where e.type = any($1) and ($2::timestamptz is null or e.timestamp >= $2) and ($3::timestamptz is null or e.timestamp < $3) and ($4::text is null or e.user_name = $4)),
             page as (select * from lines order by seq_id desc limit $5 offset $6)
             select t.total, p.seq_id, p.id, p.stream_id, p.type, p.data, p.timestamp, p.user_name, p.headers ->> '{Entry.SourceHeader}', l.name,
                    w.seq_id, w.id, w.stream_id, w.type, w.data, w.timestamp, w.user_name, n.seq_id, n.id, n.stream_id, n.type, n.data, n.timestamp
             from (select count(*) as total from lines) t left join page p on true left join {EnterpriseList.TableName} l on l.id = p.stream_id
             left join {EventStore.Schema}.mt_events w on w.id = (p.data ->> 'entryId')::uuid
             left join lateral (
               select * from {EventStore.Schema}.mt_events x where x.stream_id = p.stream_id and x.version = p.version + 1 and x.headers ->> '{Entry.CorrectsHeader}' = p.data ->> 'entryId') n on true
             order by p.seq_id desc
             """);
        find.Parameters.Add(new() { Value = EventLog.NamesOf(typeof(EntryRetracted), typeof(EnterpriseMerged), typeof(MergeUndone)) });
        find.Parameters.Add(new() { Value = from is { } first ? BusinessDay.StartOf(first) : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        find.Parameters.Add(new() { Value = to is { } last ? BusinessDay.StartOf(last.AddDays(1)) : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        find.Parameters.Add(new() { Value = (object?)by ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        find.Parameters.Add(new() { Value = size });
        find.Parameters.Add(new() { Value = (long)(page - 1) * size });
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var (total, lines) = (0L, new List<CorrectionLine>());

        while (await rows.ReadAsync(cancellation))
        {
            total = rows.GetInt64(0);

            if (!await rows.IsDBNullAsync(1, cancellation))
            {
                lines.Add(Line(rows));
            }
        }

        return new CorrectionPage(total, page, size, lines);
    }

    private CorrectionLine Line(NpgsqlDataReader row)
    {
        var e = EventLog.Read(row, 1);
        var (was, now) = (EventAt(10), EventAt(17));
        var (kind, reason) = e.Data switch
        {
            EntryRetracted x => (now is null ? "retraction" : "correction", x.Reason),
            EnterpriseMerged x => ("merge", x.Reason),
            MergeUndone x => ("mergeUndone", x.Reason),
            _ => throw new InvalidOperationException($"Event {e.Position} corrects nothing."),
        };

        return new CorrectionLine(
            e.Position, e.Id, e.StreamId, TextAt(9), kind, e.At, TextAt(7), reason, TextAt(8),
            was?.Position, was is { } w ? Sentences.Of(w.Data, city) : e.Data is EntryRetracted ? null : Sentences.Of(e.Data, city), TextAt(16), was?.At, now?.Position, now is { } n ? Sentences.Of(n.Data, city) : null);

        Recorded? EventAt(int column) => row.IsDBNull(column) ? null : EventLog.Read(row, column);

        string? TextAt(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
