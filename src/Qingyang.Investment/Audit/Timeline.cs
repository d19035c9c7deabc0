using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>
/// One event of a history: what happened, who recorded it, when and from where. <paramref name="CorrectedBy"/>: who corrected the ledger's
/// row in place before it was recorded.
/// </summary>
public sealed record TimelineEntry(
    long Position, Guid Id, DateTimeOffset RecordedAt, string? RecordedBy, string? Source, string Type, string Sentence, object Fact, string? CorrectedBy);

/// <summary>One enterprise: who it is, how far it got (by the events at which log positions), and its whole history, oldest first.</summary>
public sealed record EnterpriseTimeline(
    Guid Id, string Name, string? CreditCode, IReadOnlyList<string> OtherNames, int Version, string County, string Chain, string Source, string? Origin,
    string Stage, DateOnly? ContactedOn, DateOnly? SignedOn, DateOnly? LandedOn,
    long? ContactedBy, long? SignedBy, long? LandedBy, IReadOnlyList<TimelineEntry> Events);

/// <summary>Finds an enterprise by id, credit code or name, and tells its history straight from the log.</summary>
public sealed class Timeline(IDocumentStore store, NpgsqlDataSource database, City city)
{
    /// <summary>All enterprises that the words mean: one by id or code; by name there may be several.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(string words, CancellationToken cancellation)
    {
        if (Guid.TryParse(words, out var id))
        {
            return [id];
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);

        return CreditCode.IsValid(CreditCode.Normalise(words))
            ? await EnterpriseKeys.FindAsync(name: null, words, connection, cancellation) is { } known ? [known.Id] : []
            : await Sql.IdsAsync($"select enterprise_id from {EnterpriseKeys.Names} where key = $1 order by noted_at", EnterpriseName.Key(words), connection, cancellation);
    }

    public async Task<EnterpriseTimeline?> TellAsync(Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var events = await session.Events.FetchStreamAsync(id, token: cancellation);

        if (events.Count == 0)
        {
            return null;
        }

        var standing = events.Aggregate((Standing?)null, (standing, e) => Standing.After(standing, Recorded.Of(e)));

        if (standing is null)
        {
            return null;   // a stream of something that is no enterprise
        }

        var names = events.Select(x => x.Data).OfType<EnterpriseRenamed>().LastOrDefault()?.Name ?? events.Select(x => x.Data).OfType<EnterpriseRegistered>().First().Name;
        var code = events.Select(x => x.Data).OfType<CreditCodeGiven>().LastOrDefault()?.CreditCode ?? events.Select(x => x.Data).OfType<EnterpriseRegistered>().First().CreditCode;
        var others = events.Select(x => x.Data switch
        {
            EnterpriseRegistered e => e.Name,
            EnterpriseRenamed e => e.Name,
            OtherNameNoted e => e.Name,
            _ => null,
        }).OfType<string>().Distinct(StringComparer.Ordinal).Where(x => x != names);

        return new EnterpriseTimeline(
            id, names, code, [.. others], events.Count, city.NameOf(standing.Marks.County), standing.Marks.Chain, standing.Marks.Source, standing.Marks.Origin,
            standing.Stage.ToString().ToLowerInvariant(), standing.Contacted?.On, standing.Signed?.On, standing.Landed?.On,
            standing.Contacted?.Evidence, standing.Signed?.Evidence, standing.Landed?.Evidence,
            [.. events.Select(x => new TimelineEntry(
                x.Sequence, x.Id, x.Timestamp, x.UserName, x.GetHeader(Entry.SourceHeader) as string, x.EventTypeName, Sentences.Of(x.Data, city), x.Data,
                x.GetHeader(Entry.CorrectedHeader) as string))]);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/enterprises/{words}", async (string words, Timeline timeline, CancellationToken cancellation) =>
        await timeline.FindAsync(words, cancellation) switch
        {
            [var id] when await timeline.TellAsync(id, cancellation) is { } told => Results.Ok(told),
            [] or [_] => Results.Problem(Say.Of("timeline.unknown"), statusCode: 404),
            var several => Results.Problem(Say.Of("timeline.several", several.Count), statusCode: 409),
        })
        .Tells("企业", "一家企业的全部经过，由旧到新").Means("words", "企业编号、统一社会信用代码，或用过的任何一个名称。", "91350100M000100Y43")
        .Answers(new EnterpriseTimeline(
            Examples.Enterprise, "庆阳示例算力科技有限公司", "91350100M000100Y43", ["示例算力"], 2, "环县", "人工智能", "上门来访", "南京市", "contacted", new DateOnly(2024, 3, 5), null, null, 4712, null, null,
            [new TimelineEntry(4712, Examples.Entry, Examples.Moment, "王五", "api", "contact_logged", "2024-03-05 李四走访对接：洽谈算力租赁",
                new ContactLogged(new DateOnly(2024, 3, 5), ContactMethod.SiteVisit, "李四", "洽谈算力租赁"), null)]))
        .Refuses(404, 409, 503);
}
