using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>Which figure is opened: a stage as of a day, and the group that it stood in.</summary>
public sealed record Figure(Stage Stage, DateOnly AsOf, GroupBy Group = GroupBy.Nothing, string? Key = null);

/// <summary>One enterprise in a figure: when it reached the stage, and the log position of the event that put it there.</summary>
public sealed record FigureEnterprise(Guid Id, string Name, string? CreditCode, string County, string Chain, string Source, string? Origin, DateOnly? ReachedOn, long Position);

/// <summary>A page of the enterprises behind a figure, latest first.</summary>
public sealed record FigurePage(
    string Stage, DateOnly AsOf, long Position, string Definition, long Total, int Page, int Size, IReadOnlyList<FigureEnterprise> Enterprises);

/// <summary>Opens any figure of the funnel into its enterprises.</summary>
public sealed class FunnelEnterprises(NpgsqlDataSource database, City city)
{
    public async Task<FigurePage> OpenAsync(Figure figure, long? knownAt, int page, int size, CancellationToken cancellation)
    {
        // A stage's day and the event that it was reached by; being in the books is not dated.
        var (on, by) = figure.Stage == Stage.Registered ? ("date '0001-01-01'", "registered_by") : ($"{figure.Stage}_on".ToLowerInvariant(), $"{figure.Stage}_by".ToLowerInvariant());
        await using var open = database.CreateCommand(
            $"""
             with figure as (
               select enterprise_id, {on} as reached_on, {by} as evidence, county, chain, source, origin from {FunnelSpans.TableName}
               where {on} <= $1 and {FunnelQuestion.KnownAt(knownAt)} and ($3 is null or {FunnelQuestion.KeySql(figure.Group, on)} = $3)),
             page as (select * from figure order by reached_on desc, evidence desc limit $4 offset $5)
             select total, {ReadModels.PositionSql}, p.enterprise_id, e.name, e.credit_code, p.county, p.chain, p.source, p.origin, p.reached_on, p.evidence
             from (select count(*) as total from figure) t left join page p on true left join {EnterpriseList.TableName} e on e.id = p.enterprise_id
             order by p.reached_on desc, p.evidence desc
             """);
        var key = figure is { Group: GroupBy.County, Key: { } county } ? city.Find(county)?.Code ?? county : figure.Key;
        open.Parameters.Add(new() { Value = figure.AsOf });
        open.Parameters.Add(new() { Value = knownAt ?? 0 });
        open.Parameters.Add(new() { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        open.Parameters.Add(new() { Value = size });
        open.Parameters.Add(new() { Value = (long)(page - 1) * size });

        await using var rows = await open.ExecuteReaderAsync(cancellation);
        var (total, position, enterprises) = (0L, 0L, new List<FigureEnterprise>());

        while (await rows.ReadAsync(cancellation))
        {
            (total, position) = (rows.GetInt64(0), rows.GetInt64(1));

            if (!await rows.IsDBNullAsync(2, cancellation))
            {
                enterprises.Add(new FigureEnterprise(
                    rows.GetGuid(2), rows.GetString(3), TextAt(4), city.NameOf(rows.GetString(5)), rows.GetString(6), rows.GetString(7), TextAt(8),
                    figure.Stage == Stage.Registered ? null : rows.GetFieldValue<DateOnly>(9), rows.GetInt64(10)));
            }
        }

        return new FigurePage(figure.Stage.ToString().ToLowerInvariant(), figure.AsOf, knownAt ?? position, FunnelQuestion.Definition, total, page, size, enterprises);

        string? TextAt(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }
}
