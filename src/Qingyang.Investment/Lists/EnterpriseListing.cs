using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Lists;

/// <summary>Answers which enterprises a filter finds: a page of them, their number by stage, who stands next to whom.</summary>
public sealed class EnterpriseListing(NpgsqlDataSource database, City city, TimeProvider clock)
{
    /// <summary>One statement, so that page, counts and position come from one snapshot.</summary>
    public async Task<ListAnswer> AskAsync(ListFilter filter, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand();
        var sql = new ListSql(filter, BusinessDay.Today(clock), ask);
        ask.CommandText =
            $"""
             select n.registered, n.contacted, n.signed, n.landed, {ReadModels.PositionSql}, {ListedEnterprise.ColumnsSql}
             from (select count(*) filter (where stage = 0) as registered, count(*) filter (where stage = 1) as contacted,
                          count(*) filter (where stage = 2) as signed, count(*) filter (where stage = 3) as landed from (select {ListSql.StageNow} as stage {sql.Matching}) m) n
             left join (select s.enterprise_id {sql.Listed} order by {sql.Order} limit {sql.Parameter(filter.Size)} offset {sql.Parameter((long)(filter.Page - 1) * filter.Size)}) p on true
             left join {ListSql.Standing} on s.enterprise_id = p.enterprise_id and {ListSql.StillOpen}
             left {ListSql.Identity}
             left {ListSql.Activity}
             {sql.InChargeOfOne}
             order by {sql.Order}
             """;
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var (counts, position, enterprises) = (new StageCounts(0, 0, 0, 0), 0L, new List<ListedEnterprise>());

        while (await rows.ReadAsync(cancellation))
        {
            (counts, position) = (new StageCounts(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3)), rows.GetInt64(4));

            if (!await rows.IsDBNullAsync(5, cancellation))
            {
                enterprises.Add(ListedEnterprise.Read(rows, 5, city));
            }
        }

        return new ListAnswer(filter.ToQuery(), position, filter.Stage is { } stage ? counts[stage] : counts.All, counts, filter.Page, filter.Size, enterprises);
    }

    /// <summary>Every row that the filter finds, whatever its page, as they come from the database. Not awaited: a workbook is written row by row.</summary>
    public IEnumerable<ListedEnterprise> ReadAll(ListFilter filter)
    {
        using var ask = database.CreateCommand();
        var sql = new ListSql(filter, BusinessDay.Today(clock), ask);
        ask.CommandText = $"select {ListedEnterprise.ColumnsSql} {sql.ListedWithAll} order by {sql.Order}";
        using var rows = ask.ExecuteReader();

        while (rows.Read())
        {
            yield return ListedEnterprise.Read(rows, 0, city);
        }
    }

    /// <summary>The first of the enterprises that the filter finds, in its order.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(ListFilter filter, int most, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand();
        var sql = new ListSql(filter, BusinessDay.Today(clock), ask);
        ask.CommandText = $"select s.enterprise_id {sql.Listed} order by {sql.Order} limit {sql.Parameter(most)}";
        await using var rows = await ask.ExecuteReaderAsync(cancellation);
        var ids = new List<Guid>();

        while (await rows.ReadAsync(cancellation))
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }

    /// <summary>Where an enterprise stands in the list, and who before and after it; null where the filter does not find it.</summary>
    public async Task<Neighbours?> NeighboursAsync(ListFilter filter, Guid id, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand();
        var sql = new ListSql(filter, BusinessDay.Today(clock), ask);
        ask.CommandText =
            $"""
             select previous, next, place, total from (
               select s.enterprise_id, lag(s.enterprise_id) over list as previous, lead(s.enterprise_id) over list as next, row_number() over list as place, count(*) over () as total
               {sql.Listed} window list as (order by {sql.Order})) l
             where enterprise_id = {sql.Parameter(id)}
             """;
        await using var rows = await ask.ExecuteReaderAsync(cancellation);

        return await rows.ReadAsync(cancellation)
            ? new Neighbours(rows.GetFieldValue<Guid?>(0), rows.GetFieldValue<Guid?>(1), rows.GetInt64(2), rows.GetInt64(3))
            : null;
    }
}
