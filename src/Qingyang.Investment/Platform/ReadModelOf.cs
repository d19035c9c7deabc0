using System.Threading.Channels;
using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>A read model with rows of one kind, each of which belongs to one enterprise.</summary>
/// <param name="rows">Its columns.</param>
/// <param name="whose">The column that says whose a row is.</param>
public abstract class ReadModelOf<TRow>(TableRows<TRow> rows, string whose) : IReadModel
{
    public string Name => GetType().Name;

    public abstract int Version { get; }

    public abstract Table Table { get; }

    public async Task ApplyAsync(IDocumentOperations operations, Page page, CancellationToken cancellation)
    {
        if (page.Revised.Count > 0)
        {
            operations.QueueSqlCommand($"delete from {Table.Identifier} where {whose} = any(?)", [page.Revised.SelectMany(x => x.Members).ToArray()]);
            var anew = Begin();

            foreach (var family in page.Revised)
            {
                anew.Apply(family);
            }

            anew.Complete();
            rows.Queue(operations, [.. anew.Ready()]);
        }

        if (page.Events.Count > 0)
        {
            await ApplyAsync(operations, page.Events, cancellation);
        }
    }

    public IRebuild Rebuild() => Begin();

    public void Tell(IRebuild rebuild, Action<RowText> take) => rows.Tell(((RebuildOf<TRow>)rebuild).Ready(), take);

    public Task TellAsync(long? knownAt, Guid? enterprise, NpgsqlConnection connection, Action<RowText> take, CancellationToken cancellation) =>
        rows.TellAsync($"{(knownAt is { } position ? RowsAt(position) : Table.Identifier)} {(enterprise is null ? "" : $"where {whose} = '{enterprise}'")}", connection, take, cancellation);

    /// <summary>SQL: the rows that stood there at an earlier log position; null where nothing tells.</summary>
    public virtual string? RowsAt(long position) => null;

    /// <summary>Begins with nothing, to fold everything.</summary>
    protected abstract RebuildOf<TRow> Begin();

    /// <summary>Events, in order, of enterprises that were never revised.</summary>
    protected abstract Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation);
}

/// <summary>One whose rows are known one after the other, or when the last event was applied.</summary>
public abstract class RebuildOf<TRow>(TableRows<TRow> rows) : IRebuild
{
    private readonly Channel<TRow> ready = Channel.CreateUnbounded<TRow>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    public abstract void Apply(in Recorded e);

    /// <summary>What counts of it, as if nothing else had ever been there. A read model that keeps what was known before does otherwise.</summary>
    public virtual void Apply(Family family)
    {
        foreach (var e in family.Standing().Values.SelectMany(x => x))
        {
            Apply(e);
        }
    }

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

    /// <summary>The rows that are ready and were not taken yet.</summary>
    public IEnumerable<TRow> Ready()
    {
        while (ready.Reader.TryRead(out var row))
        {
            yield return row;
        }
    }

    /// <summary>The row is ready: nothing that comes will change it.</summary>
    protected void Add(TRow row) => ready.Writer.TryWrite(row);

    /// <summary>The rows that were not ready before the end.</summary>
    protected virtual IEnumerable<TRow> Rest() => [];
}
