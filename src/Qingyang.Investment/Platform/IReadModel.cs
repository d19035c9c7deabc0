using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>An event as the log holds it, and no more of it than a fold needs.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">The event's own id: by it an entry is retracted.</param>
/// <param name="StreamId">The enterprise that it counts for.</param>
/// <param name="Data">What happened.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="IsAbsorbed">It was entered about another enterprise, which was merged into this one.</param>
public readonly record struct Recorded(long Position, Guid Id, Guid StreamId, object Data, DateTimeOffset At, bool IsAbsorbed = false)
{
    public static Recorded Of(IEvent e) => new(e.Sequence, e.Id, e.StreamId, e.Data, e.Timestamp);
}

/// <summary>What a read model gets to write at a time.</summary>
/// <param name="Events">Events, in order, of enterprises whose history was never revised: rows are folded on from where they stand.</param>
/// <param name="Revised">Whole histories of those that were, of which there are few: their rows are written anew.</param>
public sealed record Page(IReadOnlyList<IEvent> Events, IReadOnlyList<Family> Revised);

/// <summary>A read model: kept by the daemon page by page, and made anew from the whole log by the same fold.</summary>
public interface IReadModel
{
    string Name { get; }

    /// <summary>Raised whenever the same events come to other rows in the same columns: at the next start it is made anew.</summary>
    int Version { get; }

    Table Table { get; }

    /// <summary>Queues what the page changes, to be written in one transaction with everybody's progress.</summary>
    Task ApplyAsync(IDocumentOperations operations, Page page, CancellationToken cancellation);

    /// <summary>Begins to make it anew.</summary>
    IRebuild Rebuild();

    /// <summary>The rows that a rebuild, which is complete, came to. They are taken one after the other: each is another one afterwards.</summary>
    void Tell(IRebuild rebuild, Action<RowText> take);

    /// <summary>The rows that the table holds, of all enterprises or of one: now, or as they stood at an earlier log position, where <see cref="RowsAt"/> knows them.</summary>
    Task TellAsync(long? knownAt, Guid? enterprise, NpgsqlConnection connection, Action<RowText> take, CancellationToken cancellation);

    /// <summary>SQL: the rows that stood there at an earlier log position; null where nothing tells.</summary>
    string? RowsAt(long position);
}

/// <summary>A read model being made anew: every event in order, while the rows that are ready are written beside it.</summary>
public interface IRebuild
{
    /// <summary>The next event of an enterprise whose history was never revised.</summary>
    void Apply(in Recorded e);

    /// <summary>The whole history of enterprises that were revised.</summary>
    void Apply(Family family);

    /// <summary>No more events will come.</summary>
    void Complete();

    /// <summary>Writes all rows into that table, as they get ready.</summary>
    Task WriteAsync(string table, NpgsqlConnection connection, CancellationToken cancellation);
}
