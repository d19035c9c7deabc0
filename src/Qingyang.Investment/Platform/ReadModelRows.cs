using Npgsql;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>
/// The rows of all read models, made anew from event zero, beside the old ones, which go on answering until they are replaced, all at
/// once: nobody is ever answered from half of the new ones.
/// </summary>
public sealed class ReadModelRows(EventLog log)
{
    private const string Progress = EventStore.Schema + ".mt_event_progression";

    /// <summary>Within the connection's transaction. Returns how many events were read.</summary>
    public async Task<long> MakeAnewAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Sql.RunAsync($"create extension if not exists {ReadModels.Trigrams}; create schema if not exists {EventStore.Schema}", connection, cancellation);
        var position = await HoldAsync(connection, cancellation);
        var (rebuilds, events) = (ReadModels.All.Select(x => (Model: x, Rebuild: x.Rebuild())).ToList(), 0L);
        var writing = Task.Run(() => WriteAsync(rebuilds, connection, cancellation), cancellation);

        try
        {
            if (position is { } to)
            {
                events = await FoldAsync(to, [.. rebuilds.Select(x => x.Rebuild)], cancellation);
            }
        }
        finally
        {
            rebuilds.ForEach(x => x.Rebuild.Complete());
            await writing;
        }

        foreach (var (model, _) in rebuilds)
        {
            await Sql.RunAsync(Replace(model.Table, ReadModelShapes.ShapeOf(model)), connection, cancellation);
        }

        await StandAtAsync(position, connection, cancellation);

        return events;
    }

    /// <summary>Folds the log up to that position: those that were revised when all of their history is known. Returns how many events there were.</summary>
    public async Task<long> FoldAsync(long to, IReadOnlyList<IRebuild> rebuilds, CancellationToken cancellation)
    {
        var (families, events) = (await log.FamiliesAsync(to, cancellation), 0L);

        await foreach (var e in log.AllAsync(to, cancellation))
        {
            events++;

            if (families.Take(e))
            {
                continue;
            }

            foreach (var rebuild in rebuilds)
            {
                rebuild.Apply(e);
            }
        }

        foreach (var family in families.All)
        {
            foreach (var rebuild in rebuilds)
            {
                rebuild.Apply(family);
            }
        }

        return events;
    }

    /// <summary>
    /// Where the read models stand, held: a daemon of another node cannot write another page until this transaction ended, and goes on
    /// from there. Where they do not stand anywhere yet, the end of the log; null where there is no log.
    /// </summary>
    private async Task<long?> HoldAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var any = new NpgsqlCommand($"select to_regclass('{Progress}') is not null", connection);

        if (!(bool)(await any.ExecuteScalarAsync(cancellation))!)
        {
            return null;
        }

        await using var hold = new NpgsqlCommand($"select last_seq_id from {Progress} where name = '{ReadModels.Shard}' for update", connection);

        return await hold.ExecuteScalarAsync(cancellation) is long position ? position : await log.SettledAsync(cancellation);
    }

    private static async Task StandAtAsync(long? position, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (position is not (> 0 and var to))
        {
            return;   // a daemon that begins at the beginning makes its own row, and fails where there is one
        }

        await using var progress = new NpgsqlCommand(
            $"insert into {Progress} (name, last_seq_id) values ($1, $2) on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = now()", connection);
        progress.Parameters.Add(new() { Value = ReadModels.Shard });
        progress.Parameters.Add(new() { Value = to });
        await progress.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>One table after the other: the rows of those that wait for their turn wait in memory.</summary>
    private static async Task WriteAsync(List<(IReadModel Model, IRebuild Rebuild)> rebuilds, NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var (model, rebuild) in rebuilds)
        {
            var table = model.Table;
            await Sql.RunAsync($"create table {table.Identifier}_anew ({ReadModelShapes.ColumnsOf(table)})", connection, cancellation);
            await rebuild.WriteAsync($"{table.Identifier}_anew", connection, cancellation);
        }
    }

    /// <summary>
    /// SQL: how finely PostgreSQL knows columns whose parts are looked for. By default it takes a part in one row of thousands for common,
    /// and reads all of them.
    /// </summary>
    internal static string FineStatistics(Table table) => string.Concat(
        table.Indexes.Where(x => x.Method == IndexMethod.gin).SelectMany(x => x.Columns ?? []).Select(x => $"alter table {table.Identifier} alter column {x} set statistics 1000;"));

    /// <summary>SQL: puts the new table in the place of the old one, with its key and indexes (faster built at one go than row by row).</summary>
    private static string Replace(Table table, string shape) =>
        $"""
         alter table {table.Identifier}_anew add constraint anew primary key ({string.Join(", ", table.PrimaryKeyColumns)});
         drop table if exists {table.Identifier};
         alter table {table.Identifier}_anew rename to {table.Identifier.Name};
         alter table {table.Identifier} rename constraint anew to {table.PrimaryKeyName};
         {string.Concat(table.Indexes.Select(x => x.ToDDL(table)))}
         {FineStatistics(table)}
         comment on table {table.Identifier} is '{shape}';
         analyze {table.Identifier} ({string.Join(", ", table.Columns.Where(x => x.Type is "text" or "uuid").Select(x => x.Name))});
         """;
}
