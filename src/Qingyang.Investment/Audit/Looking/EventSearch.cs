using System.Globalization;
using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Looking;

/// <summary>What is looked for among all events: each narrows down, all of them together.</summary>
public sealed record EventFilter
{
    /// <summary>Who recorded it.</summary>
    public string? By { get; init; }

    /// <summary>Its stored name.</summary>
    public string? Type { get; init; }

    public Guid? Enterprise { get; init; }

    /// <summary>The ledger that it came with: its id, or the beginning of its file's SHA-256.</summary>
    public string? Ledger { get; init; }

    /// <summary>Words of the reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Words of what it says.</summary>
    public string? Q { get; init; }

    /// <summary>Days of Asia/Shanghai on which it was recorded.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }
}

/// <summary>An event that was found, whose it is, and why it was recorded where that was said.</summary>
public sealed record FoundEvent(
    long Position, Guid Id, Guid EnterpriseId, string? Name, string Type, DateTimeOffset RecordedAt, string? RecordedBy, string? Source, string? Reason, string? CorrelationId, string Sentence);

public sealed record FoundEvents(long Total, int Page, int Size, IReadOnlyList<FoundEvent> Events);

/// <summary>Searches all events (查事件), newest first. It reads the log from end to end where no enterprise is named: for somebody who looks, not for a decision.</summary>
public sealed class EventSearch(NpgsqlDataSource database, City city)
{
    public async Task<FoundEvents> FindAsync(EventFilter filter, int page, int size, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand();
        var conditions = string.Join(" and ", ConditionsOf(filter, value =>
        {
            find.Parameters.Add(new() { Value = value });

            return string.Create(CultureInfo.InvariantCulture, $"${find.Parameters.Count}");
        }).Prepend("type <> 'tombstone'"));
        find.CommandText =
            $"""
             with found as (select {EventLog.Columns}, user_name, headers, correlation_id from {EventStore.Schema}.mt_events where {conditions}),
             page as (select * from found order by seq_id desc limit {size} offset {(long)(page - 1) * size})
             select t.total, p.seq_id, p.id, p.stream_id, p.type, p.data, p.timestamp, p.user_name, p.headers ->> '{Entry.SourceHeader}', p.headers ->> '{Entry.ReasonHeader}', p.correlation_id, e.name
             from (select count(*) as total from found) t left join page p on true left join {EnterpriseList.TableName} e on e.id = p.stream_id order by p.seq_id desc
             """;
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var (total, events) = (0L, new List<FoundEvent>());

        while (await rows.ReadAsync(cancellation))
        {
            total = rows.GetInt64(0);

            if (!await rows.IsDBNullAsync(1, cancellation))
            {
                var e = EventLog.Read(rows, 1);
                events.Add(new FoundEvent(e.Position, e.Id, e.StreamId, TextAt(11), rows.GetString(4), e.At, TextAt(7), TextAt(8), TextAt(9), TextAt(10), Sentences.Of(e.Data, city)));
            }
        }

        return new FoundEvents(total, page, size, events);

        string? TextAt(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static IEnumerable<string> ConditionsOf(EventFilter filter, Func<object, string> parameter)
    {
        if (filter.By is { } by)
        {
            yield return $"user_name = {parameter(by)}";
        }

        if (filter.Type is { } type)
        {
            yield return $"type = {parameter(type)}";
        }

        if (filter.Enterprise is { } enterprise)
        {
            yield return $"stream_id = {parameter(enterprise)}";
        }

        if (filter.Ledger is { } ledger)
        {
            yield return $"(correlation_id = {parameter(ledger)} or headers ->> '{Entry.SourceHeader}' like {parameter($"ledger:{SearchText.Plain(ledger)}%")})";
        }

        if (filter.Reason is { } reason)
        {
            yield return $"headers ->> '{Entry.ReasonHeader}' ilike {parameter($"%{SearchText.Plain(reason)}%")}";
        }

        if (filter.Q is { } words)
        {
            yield return $"data::text ilike {parameter($"%{SearchText.Plain(words)}%")}";
        }

        if (filter.From is { } from)
        {
            yield return $"timestamp >= {parameter(BusinessDay.StartOf(from))}";
        }

        if (filter.To is { } to)
        {
            yield return $"timestamp < {parameter(BusinessDay.StartOf(to.AddDays(1)))}";
        }
    }
}
