using JasperFx.Events;
using Marten;
using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit;

/// <summary>Where an enterprise stood after an event (此后), by definition 1: the stage, and the days on which it had reached what.</summary>
public sealed record StandingAfter(string Stage, string County, DateOnly? ContactedOn, DateOnly? SignedOn, DateOnly? LandedOn);

/// <summary>One event of a history: what happened, who recorded it, when and from where.</summary>
/// <param name="CorrectedBy">Who corrected the ledger's row in place before it was recorded.</param>
public sealed record TimelineEntry(
    long Position, Guid Id, DateTimeOffset RecordedAt, string? RecordedBy, string? Source, string Type, string Sentence, object Fact, string? CorrectedBy)
{
    /// <summary>Why somebody overrode or corrected.</summary>
    public string? Reason { get; init; }

    /// <summary>The log position of the event by which it was retracted; null where it stands.</summary>
    public long? RetractedBy { get; init; }

    /// <summary>About whom it was entered, where that was another enterprise, which was merged into this one.</summary>
    public Guid? EnteredFor { get; init; }

    /// <summary>Null where it is not in the books by itself.</summary>
    public StandingAfter? After { get; init; }
}

/// <summary>One enterprise: who it is, how far it got (by the events at which log positions), and its whole history, oldest first.</summary>
public sealed record EnterpriseTimeline(
    Guid Id, string Name, string? CreditCode, IReadOnlyList<string> OtherNames, int Version, string County, string Chain, string Source, string? Origin,
    string Stage, DateOnly? ContactedOn, DateOnly? SignedOn, DateOnly? LandedOn,
    long? ContactedBy, long? SignedBy, long? LandedBy, IReadOnlyList<TimelineEntry> Events)
{
    /// <summary><c>standing</c>, <c>merged</c> into another, or <c>withdrawn</c>: its registration was retracted.</summary>
    public string Status { get; init; } = "standing";

    /// <summary>For which enterprise it counts, where it was merged.</summary>
    public Guid? MergedInto { get; init; }

    /// <summary>The facts that count, in the order of the log.</summary>
    internal IReadOnlyList<Guid> Standing { get; init; } = [];

    /// <summary>What counts of that kind: retracted entries do not.</summary>
    public IEnumerable<(TimelineEntry Entry, T Fact)> Facts<T>() => Events.Where(x => x.Fact is T && Standing.Contains(x.Id)).Select(x => (x, (T)x.Fact));
}

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

    /// <param name="id">The enterprise.</param>
    /// <param name="knownAt">As the log held it at that position; null for all of it.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<EnterpriseTimeline?> TellAsync(Guid id, long? knownAt, CancellationToken cancellation)
    {
        var (events, family) = await ReadAsync(id, knownAt ?? long.MaxValue, cancellation);

        return events.Exists(x => x.StreamId == id && x.Data is EnterpriseRegistered) ? Told(id, events, family) : null;
    }

    public Task<EnterpriseTimeline?> TellAsync(Guid id, CancellationToken cancellation) => TellAsync(id, knownAt: null, cancellation);

    /// <summary>Its events, with those of whoever was merged into it, and its family: by itself where nothing was ever revised.</summary>
    private async Task<(List<IEvent> Events, Family Family)> ReadAsync(Guid id, long to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var families = await Revisions.FamiliesOfAsync([id], to, connection, cancellation);
        var members = families.IsEmpty ? [id] : families.All.Single().Members.ToArray();
        await using var session = store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(x => members.Contains(x.StreamId) && x.Sequence <= to).OrderBy(x => x.Sequence).ToListAsync(cancellation);
        var family = new Family();

        foreach (var e in events)
        {
            family.Apply(Recorded.Of(e));
        }

        return ([.. events], family);
    }

    private EnterpriseTimeline Told(Guid id, List<IEvent> events, Family family)
    {
        // Of one that counts for another, or was withdrawn, what was entered about it itself is told.
        var (standing, root) = (family.StandingOf(id), family.RootOf(id));
        var counts = standing.Count > 0 ? standing : family.OwnOf(id);
        var names = counts.Aggregate((GoesBy[])[], (rows, e) => GoesBy.After(rows, e));
        var stands = counts.Aggregate((Standing?)null, (x, e) => Standing.After(x, e));
        var registered = stands?.Marks ?? MarksOf(events.Select(x => x.Data).OfType<EnterpriseRegistered>().Last());
        var absorbed = family.Members.Where(x => x != id && family.RootOf(x) == id).ToHashSet();
        var name = names.LastOrDefault(x => x.Kind == GoesBy.Name)?.Written ?? events.Where(x => x.StreamId == id).Select(x => x.Data).OfType<EnterpriseRegistered>().Last().Name;

        return new EnterpriseTimeline(
            id, name, names.FirstOrDefault(x => x.Kind == GoesBy.Code)?.Written,
            [.. names.Where(x => x.Kind is GoesBy.FormerName or GoesBy.OtherName).Select(x => x.Written)], events.Count(x => x.StreamId == id),
            city.NameOf(registered.County), registered.Chain, registered.Source, registered.Origin, (stands?.Stage ?? Stage.Registered).ToString().ToLowerInvariant(),
            stands?.Contacted?.On, stands?.Signed?.On, stands?.Landed?.On, stands?.Contacted?.Evidence, stands?.Signed?.Evidence, stands?.Landed?.Evidence,
            [.. TimelineEntries.Of(id, events, absorbed, city)])
        {
            Status = root != id ? "merged" : standing.Count > 0 ? "standing" : "withdrawn",
            MergedInto = root == id ? null : root,
            Standing = [.. counts.Select(x => x.Id)],
        };
    }

    private static Marks MarksOf(EnterpriseRegistered x) => new(x.County, x.Chain, x.Source, x.Origin);
}
