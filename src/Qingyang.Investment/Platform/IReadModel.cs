using JasperFx.Events;
using Marten.Events.Projections;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>An event as the log holds it, and no more of it than a fold needs.</summary>
public readonly record struct Recorded(long Position, Guid StreamId, object Data)
{
    public static Recorded Of(IEvent e) => new(e.Sequence, e.StreamId, e.Data);
}

/// <summary>A read model: kept by the daemon page by page, and made anew from the whole log by the same fold.</summary>
public interface IReadModel : IProjection
{
    string Name { get; }

    Table Table { get; }

    /// <summary>Begins to make it anew.</summary>
    IRebuild Rebuild();
}

/// <summary>A read model being made anew: every event in order, then everything written at once.</summary>
public interface IRebuild
{
    void Apply(in Recorded e);

    Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation);
}
