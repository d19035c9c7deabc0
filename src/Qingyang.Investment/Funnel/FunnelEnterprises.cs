using Npgsql;
using NpgsqlTypes;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Funnel;

/// <summary>
/// Which figure is opened: a stage as of a day, and the groups that it stood in. Month, from and to are of the day on which the stage was
/// reached; a cohort is all whose first contact was between two days.
/// </summary>
public sealed record Figure(Stage Stage, Basis Basis)
{
    public DateOnly AsOf => Basis.AsOf;

    /// <summary>By code or name.</summary>
    public string? County { get; init; }

    public string? Chain { get; init; }

    public string? Source { get; init; }

    public string? Origin { get; init; }

    /// <summary>As 2024-06.</summary>
    public string? Month { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public DateOnly? ContactedFrom { get; init; }

    public DateOnly? ContactedTo { get; init; }
}

/// <summary>One enterprise in a figure: when it reached the stage, and the log position of the event that put it there.</summary>
public sealed record FigureEnterprise(Guid Id, string Name, string? CreditCode, string County, string Chain, string Source, string? Origin, DateOnly? ReachedOn, long Position);

/// <summary>A page of the enterprises behind a figure, latest first.</summary>
public sealed record FigurePage(
    string Stage, DateOnly AsOf, long Position, string Definition, long Total, int Page, int Size, IReadOnlyList<FigureEnterprise> Enterprises);

/// <summary>Opens any figure of the funnel into its enterprises.</summary>
public sealed class FunnelEnterprises(NpgsqlDataSource database, City city)
{
    public async Task<FigurePage> OpenAsync(Figure figure, int page, int size, CancellationToken cancellation)
    {
        await using var open = database.CreateCommand(
            $"""
             with figure as ({InFigure(figure)}),
             page as (select * from figure order by reached_on desc, evidence desc limit $12 offset $13)
             select total, {ReadModels.PositionSql}, p.enterprise_id, e.name, e.credit_code, p.county, p.chain, p.source, p.origin, p.reached_on, p.evidence
             from (select count(*) as total from figure) t left join page p on true left join {EnterpriseList.TableName} e on e.id = p.enterprise_id
             order by p.reached_on desc, p.evidence desc
             """);
        Bind(open, figure);
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

        return new FigurePage(figure.Stage.ToString().ToLowerInvariant(), figure.AsOf, figure.Basis.KnownAt ?? position, figure.Basis.Definition.Name, total, page, size, enterprises);

        string? TextAt(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    /// <summary>All of its enterprises, and the log position that it was known at.</summary>
    public async Task<(IReadOnlyList<Guid> Ids, long Position)> IdsAsync(Figure figure, CancellationToken cancellation)
    {
        await using var open = database.CreateCommand($"select {ReadModels.PositionSql}, array_agg(enterprise_id) from ({InFigure(figure)}) figure");
        Bind(open, figure);
        await using var rows = await open.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);

        return (rows.IsDBNull(1) ? [] : rows.GetFieldValue<Guid[]>(1), figure.Basis.KnownAt ?? rows.GetInt64(0));
    }

    /// <summary>SQL: the enterprises in the figure, each once, with when it reached the stage and by which event.</summary>
    private static string InFigure(Figure figure)
    {
        var (on, by) = (figure.Basis.On(figure.Stage), figure.Basis.By(figure.Stage));

        return $"""
            select enterprise_id, {on} as reached_on, {by} as evidence, county, chain, source, origin from {FunnelSpans.TableName}
            where {on} <= $1 and {figure.Basis.IsKnown}
              and ($3::text is null or county = $3) and ($4::text is null or chain = $4) and ($5::text is null or source = $5)
              and ($6::text is null or {FunnelQuestion.KeySql(GroupBy.Origin)} = $6) and ($7::text is null or {FunnelQuestion.KeySql(GroupBy.Month, on)} = $7)
              and ($8::date is null or {on} >= $8) and ($9::date is null or {on} <= $9)
              and ($10::date is null or contacted_on >= $10) and ($11::date is null or contacted_on <= $11)
            """;
    }

    private void Bind(NpgsqlCommand command, Figure figure)
    {
        figure.Basis.Bind(command);

        foreach (var text in (string?[])[city.Find(figure.County)?.Code ?? figure.County, figure.Chain, figure.Source, figure.Origin, figure.Month])
        {
            command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        foreach (var day in (DateOnly?[])[figure.From, figure.To, figure.ContactedFrom, figure.ContactedTo])
        {
            command.Parameters.Add(new() { Value = (object?)day ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        }
    }
}
