using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>How many enterprises reached each stage between two days, both included.</summary>
public sealed record FunnelMove(DateOnly From, DateOnly To, long Contacted, long Signed, long Landed);

/// <summary>What moved since the first of the month, beside as many days of the month before and of the same month a year ago.</summary>
public sealed record FunnelMovesAnswer(DateOnly AsOf, long Position, string Definition, FunnelMove Month, FunnelMove PreviousMonth, FunnelMove LastYear);

/// <summary>What moved this month (本月进展).</summary>
public sealed class FunnelMoves(NpgsqlDataSource database)
{
    public async Task<FunnelMovesAnswer> AskAsync(Basis basis, CancellationToken cancellation)
    {
        (DateOnly From, DateOnly To)[] spans = [Span(basis.AsOf), Span(basis.AsOf.AddMonths(-1)), Span(basis.AsOf.AddYears(-1))];
        var (contacted, signed, landed) = (basis.On(Stage.Contacted), basis.On(Stage.Signed), basis.On(Stage.Landed));
        await using var ask = database.CreateCommand(
            $"""
             select {ReadModels.PositionSql}, d.first, d.last, coalesce(sum(n) filter (where which = 3 and day between d.first and d.last), 0)::bigint,
                    coalesce(sum(n) filter (where which = 5 and day between d.first and d.last), 0)::bigint, coalesce(sum(n) filter (where which = 6 and day between d.first and d.last), 0)::bigint
             from unnest($1::date[], $3::date[]) with ordinality d (first, last, place)
             left join (select coalesce({contacted}, {signed}, {landed}) as day, grouping({contacted}, {signed}, {landed}) as which, count(*) as n
                        from {FunnelSpans.TableName} where {basis.IsKnown} group by grouping sets (({contacted}), ({signed}), ({landed}))) days on true
             group by d.first, d.last, d.place order by d.place
             """);
        ask.Parameters.Add(new() { Value = spans.Select(x => x.From).ToArray() });
        ask.Parameters.Add(new() { Value = basis.KnownAt ?? 0 });
        ask.Parameters.Add(new() { Value = spans.Select(x => x.To).ToArray() });
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var (position, moves) = (0L, new List<FunnelMove>());

        while (await rows.ReadAsync(cancellation))
        {
            position = rows.GetInt64(0);
            moves.Add(new FunnelMove(rows.GetFieldValue<DateOnly>(1), rows.GetFieldValue<DateOnly>(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5)));
        }

        return new FunnelMovesAnswer(basis.AsOf, basis.KnownAt ?? position, basis.Definition.Name, moves[0], moves[1], moves[2]);
    }

    /// <summary>From the first of its month to that day. The 31st of a month that has 30 days is its last: AddMonths and AddYears see to it.</summary>
    private static (DateOnly From, DateOnly To) Span(DateOnly day) => (new DateOnly(day.Year, day.Month, 1), day);
}
