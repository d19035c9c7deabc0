using System.Threading.Channels;
using JasperFx.Events;
using Marten.Events.Projections;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>An event as the log holds it, and no more of it than a fold needs.</summary>
public readonly record struct Recorded(long Position, Guid StreamId, object Data, DateTimeOffset At)
{
    public static Recorded Of(IEvent e) => new(e.Sequence, e.StreamId, e.Data, e.Timestamp);
}

/// <summary>A read model: kept by the daemon page by page, and made anew from the whole log by the same fold.</summary>
public interface IReadModel : IProjection
{
    string Name { get; }

    /// <summary>Raised whenever the same events come to other rows in the same columns: at the next start it is made anew.</summary>
    int Version { get; }

    Table Table { get; }

    /// <summary>Begins to make it anew.</summary>
    IRebuild Rebuild();
}

/// <summary>A read model being made anew: every event in order, while the rows that are ready are written beside it.</summary>
public interface IRebuild
{
    void Apply(in Recorded e);

    /// <summary>No more events will come.</summary>
    void Complete();

    /// <summary>Writes all rows into that table, as they get ready.</summary>
    Task WriteAsync(string table, NpgsqlConnection connection, CancellationToken cancellation);
}

/// <summary>One whose rows are known one after the other, or when the last event was applied.</summary>
public abstract class RebuildOf<TRow>(TableRows<TRow> rows) : IRebuild
{
    private readonly Channel<TRow> ready = Channel.CreateUnbounded<TRow>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    public abstract void Apply(in Recorded e);

    public void Complete()
    {
        foreach (var row in Rest())
        {
            Add(row);
        }

        ready.Writer.Complete();
    }

    public Task WriteAsync(string table, NpgsqlConnection connection, CancellationToken cancellation) =>
        rows.CopyAsync(table, connection, ready.Reader.ReadAllAsync(cancellation), cancellation);

    /// <summary>The row is ready: nothing that comes will change it.</summary>
    protected void Add(TRow row) => ready.Writer.TryWrite(row);

    /// <summary>The rows that were not ready before the end.</summary>
    protected virtual IEnumerable<TRow> Rest() => [];
}
