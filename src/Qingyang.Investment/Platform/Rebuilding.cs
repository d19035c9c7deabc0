using Marten.Events.Daemon.Coordination;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.Platform;

/// <summary>How a rebuild went.</summary>
public sealed record Rebuilt(long Events, double Seconds, double EventsPerSecond);

/// <summary>
/// Makes the read models anew (重建读模型) from event zero, beside the old ones, which go on answering until they are replaced, all at
/// once: nobody is ever answered from half of the new ones. The daemon goes on from there.
/// </summary>
public sealed class Rebuilding(IProjectionCoordinator coordinator, EventLog log, NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public async Task<Rebuilt> RunAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        var daemon = coordinator.DaemonForMainDatabase();

        try
        {
            await daemon.StopAgentAsync(ReadModels.Shard);
            var started = TimeProvider.System.GetTimestamp();
            var events = await RunAsync(await log.SettledAsync(cancellation), cancellation);
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;

            return new Rebuilt(events, Math.Round(seconds, 3), Math.Round(events / seconds));
        }
        finally
        {
            await daemon.StartAgentAsync(ReadModels.Shard, CancellationToken.None);
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<long> RunAsync(long position, CancellationToken cancellation)
    {
        var (rebuilds, events) = (ReadModels.All.Select(x => (x.Table, Rebuild: x.Rebuild())).ToList(), 0L);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var writing = Task.Run(() => WriteAsync(rebuilds, connection, cancellation), cancellation);

        try
        {
            await log.ReadAsync(position, e =>
            {
                events++;

                foreach (var (_, rebuild) in rebuilds)
                {
                    rebuild.Apply(e);
                }
            }, cancellation);
        }
        finally
        {
            rebuilds.ForEach(x => x.Rebuild.Complete());
            await writing;
        }

        foreach (var (table, _) in rebuilds)
        {
            await ExecuteAsync(Replace(table), connection, cancellation);
        }

        await using var progress = new NpgsqlCommand(
            $"insert into {EventStore.Schema}.mt_event_progression (name, last_seq_id) select unnest($1), $2 on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = now()", connection);
        progress.Parameters.Add(new() { Value = ReadModels.Shards.ToArray() });
        progress.Parameters.Add(new() { Value = position });
        await progress.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);

        return events;
    }

    /// <summary>One table after the other: the rows of those that wait for their turn wait in memory.</summary>
    private static async Task WriteAsync(List<(Table Table, IRebuild Rebuild)> rebuilds, NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var (table, rebuild) in rebuilds)
        {
            await ExecuteAsync($"create table {table.Identifier}_anew (like {table.Identifier})", connection, cancellation);
            await rebuild.WriteAsync($"{table.Identifier}_anew", connection, cancellation);
        }
    }

    /// <summary>SQL: puts the new table in the place of the old one, with its key and indexes (faster built at one go than row by row).</summary>
    private static string Replace(Table table) =>
        $"""
         alter table {table.Identifier}_anew add constraint anew primary key ({string.Join(", ", table.PrimaryKeyColumns)});
         drop table {table.Identifier};
         alter table {table.Identifier}_anew rename to {table.Identifier.Name};
         alter table {table.Identifier} rename constraint anew to {table.PrimaryKeyName};
         {string.Concat(table.Indexes.Select(x => x.ToDDL(table)))}
         analyze {table.Identifier} ({string.Join(", ", table.Columns.Where(x => x.Type is "text" or "uuid").Select(x => x.Name))});
         """;

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/api/rebuilds", async (Rebuilding rebuilding, CancellationToken cancellation) => Results.Ok(await rebuilding.RunAsync(cancellation)))
            .Tells("运维", "从第一个事件重建读模型", "重建期间照常用旧的回答；重复执行，结果相同。").WithMetadata(new TakesItsTime()).Answers(new Rebuilt(52_304, 0.35, 149_440)).Refuses(503);
}
