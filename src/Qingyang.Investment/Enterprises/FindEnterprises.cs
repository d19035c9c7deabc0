using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>An enterprise that was found.</summary>
/// <param name="MatchedName">The former or other name that was meant; null where it is the name of today, or the code.</param>
/// <param name="Match">How it matched, as <see cref="Matches"/> names it.</param>
public sealed record FoundEnterprise(Guid Id, string Name, string? MatchedName, string? CreditCode, string County, string Chain, string Stage, string Match);

/// <summary>What was found, best first, up to which log position, and whether there is more.</summary>
public sealed record SearchAnswer(long Position, bool More, IReadOnlyList<FoundEnterprise> Enterprises);

/// <summary>Finds enterprises (查找企业) by any part of a name, of one they had, of the initials of its pinyin, or of the credit code.</summary>
public sealed class FindEnterprises(NpgsqlDataSource database, City city)
{
    public const int Usual = 20, Most = 100;

    /// <summary>Nothing is found by nothing, or by more than a name may have.</summary>
    public async Task<SearchAnswer> FindAsync(string words, int limit, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand();
        var arms = new SearchArms(words, find.Parameters);
        find.CommandText =
            $"""
             with found as (select distinct on (enterprise_id) enterprise_id, word, kind, written, match
                            from ({arms.Sql}) candidates order by enterprise_id, match, kind <> '{GoesBy.Name}', length(word), word),
             best as (select e.id, e.name, e.credit_code, e.county, e.chain, e.registered_by, f.kind, f.written, f.match, f.word,
                             case when s.landed_on is not null then 3 when s.signed_on is not null then 2 when s.contacted_on is not null then 1 else 0 end as stage
                      from found f join {EnterpriseList.TableName} e on e.id = f.enterprise_id
                      left join {FunnelSpans.TableName} s on s.enterprise_id = f.enterprise_id and s.known_until = {SpanFold.Open}
                      order by f.match, f.kind <> '{GoesBy.Name}', length(f.word), e.registered_by limit {arms.Parameter(limit + 1)})
             select p.position, id, name, case when kind in ('{GoesBy.FormerName}', '{GoesBy.OtherName}') then written end, credit_code, county, chain, stage, match
             from (select {ReadModels.PositionSql} as position) p left join best on true
             order by match, kind <> '{GoesBy.Name}', length(word), registered_by
             """;
        await using var rows = await find.ExecuteReaderAsync(cancellation);
        var (position, enterprises) = (0L, new List<FoundEnterprise>());

        while (await rows.ReadAsync(cancellation))
        {
            position = rows.GetInt64(0);

            if (!await rows.IsDBNullAsync(1, cancellation))
            {
                enterprises.Add(new FoundEnterprise(
                    rows.GetGuid(1), rows.GetString(2), TextAt(3), TextAt(4), city.NameOf(rows.GetString(5)), rows.GetString(6),
                    Lower((Stage)rows.GetInt32(7)), Lower((Matches)rows.GetInt32(8))));
            }
        }

        return new SearchAnswer(position, enterprises.Count > limit, [.. enterprises.Take(limit)]);

        string? TextAt(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/enterprises", async (string? q, int? limit, FindEnterprises find, CancellationToken cancellation) =>
        SearchText.Key(q).Length switch
        {
            0 => Query.Wrong("q", Say.Of("find.missing")),
            > SearchText.Longest => Query.Wrong("q", Say.Of("find.long", SearchText.Longest)),
            _ when limit is < 1 or > Most => Query.Wrong("limit", Say.Of("find.limit", Most)),
            _ => Results.Ok(await find.FindAsync(q!, limit ?? Usual, cancellation)),
        })
        .Tells("企业", "查找企业", "按名称（也包括曾用名、别名）的任何一部分、拼音首字母、统一社会信用代码或它的一部分。最合适的在前；more：还有更多。")
        .Means("q", "要查找的内容；几个词用空格隔开。", "qysl").Means("limit", $"最多几户，1 到 {Most}；不写则为 {Usual}。", Usual)
        .Answers(new SearchAnswer(52_304, More: false, [new FoundEnterprise(
            Examples.Enterprise, Examples.Name, null, Examples.CreditCode, "环县", "人工智能", Lower(Stage.Signed), Lower(Matches.InitialsStart))])).Refuses(400, 503);

    private static string Lower<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
