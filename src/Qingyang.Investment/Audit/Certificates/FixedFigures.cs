using Marten;
using Qingyang.Investment.Audit.Changes;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Certificates;

/// <summary>A certificate as it is told: what was fixed, and what has become of the figure since.</summary>
/// <param name="Holds">Whether counting again, at that position, comes to the same enterprises.</param>
/// <param name="Now">The same question as it is answered now.</param>
/// <param name="IsSameNow">Whether that is the same enterprises too.</param>
/// <param name="Changes">Who came in or went out since, with the events that did it.</param>
public sealed record CertificateAnswer(
    string Code, string Stage, DateOnly AsOf, long Position, string Definition, string DefinitionWords, string Filters, string FiltersInWords, long Count, string Digest, string? By, DateTimeOffset At,
    bool Holds, long Now, long NowPosition, bool IsSameNow, IReadOnlyList<ChangeRow> Changes)
{
    /// <summary>The first checkpoint that covers its position; null before there is one.</summary>
    public CheckpointAnswer? Checkpoint { get; init; }
}

/// <summary>Fixes figures under short codes, and tells them again.</summary>
public sealed class FixedFigures(IDocumentStore store, FunnelEnterprises enterprises, WhatChanged changes, SealedLog log, City city)
{
    /// <summary>Fixes the figure as it is known now, or at the position asked for. The same one has the same code: it is fixed once.</summary>
    /// <param name="figure">Which figure.</param>
    /// <param name="actor">Who fixes it.</param>
    /// <param name="source">By which face.</param>
    /// <param name="cancellation">Stops before anything is recorded.</param>
    public async Task<string> FixAsync(Funnel.Figure figure, Actor actor, string source, CancellationToken cancellation)
    {
        var (ids, position) = await enterprises.IdsAsync(figure, cancellation);
        var basis = figure.Basis with { KnownAt = position };
        var filters = FigureCodes.FiltersOf(figure, city);
        var code = FigureCodes.Of(figure.Stage, basis, filters);
        var id = FigureCertificate.IdOf(code);
        await using var session = store.LightweightSession();
        await session.HoldAsync($"certificate {code}", cancellation);

        if (await session.Events.FetchStreamStateAsync(id, cancellation) is null)
        {
            var e = session.Events.BuildEvent(new FigureFixed(code, figure.Stage, figure.AsOf, position, basis.Definition.Name, filters, ids.Count, FigureIds.DigestOf(ids)));
            new Entry(id, Digest: null, actor.Name, source, id).Stamp(e, 0);
            session.Events.StartStream<FigureCertificate>(id, e);
            await session.SaveChangesAsync(cancellation);
        }

        return code;
    }

    /// <summary>Null where there is no such code.</summary>
    public async Task<CertificateAnswer?> FindAsync(string code, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var certificate = await session.Events.AggregateStreamAsync<FigureCertificate>(FigureCertificate.IdOf(FigureCodes.Normalise(code)), token: cancellation);

        if (certificate is null)
        {
            return null;
        }

        var x = certificate.Figure;
        var figure = FigureCodes.Of(x);
        var (then, _) = await enterprises.IdsAsync(figure, cancellation);
        var (now, position) = await enterprises.IdsAsync(figure with { Basis = figure.Basis with { KnownAt = null } }, cancellation);
        var moved = then.ToHashSet();
        moved.SymmetricExceptWith(now);
        var rows = moved.Count == 0 ? [] : (await changes.AskAsync(figure.Basis, figure.Basis with { KnownAt = position }, page: null, cancellation)).Rows.Where(r => moved.Contains(r.EnterpriseId)).ToList();
        var definition = figure.Basis.Definition;

        return new CertificateAnswer(
            x.Code, x.Stage.ToString().ToLowerInvariant(), x.AsOf, x.Position, definition.Name, definition.Words, x.Filters, FigureFilters.InWords(figure, city), x.Count, x.Digest, certificate.By, certificate.At,
            then.Count == x.Count && FigureIds.DigestOf(then) == x.Digest, now.Count, position, moved.Count == 0, rows)
        {
            Checkpoint = await log.CoveringAsync(Suites.Sha256, x.Position, cancellation) is { } checkpoint ? CheckpointAnswer.Of(checkpoint) : null,
        };
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<FigureFixed>> LastAsync(int most, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        var type = EventTypes.NameOf(typeof(FigureFixed));
        var last = await session.Events.QueryAllRawEvents().Where(x => x.EventTypeName == type).OrderByDescending(x => x.Sequence).Take(most).ToListAsync(cancellation);

        return [.. last.Select(x => (FigureFixed)x.Data)];
    }
}
