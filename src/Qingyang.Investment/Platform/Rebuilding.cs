using Marten.Events.Daemon.Coordination;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>How a rebuild went.</summary>
public sealed record Rebuilt(long Events, double Seconds, double EventsPerSecond);

/// <summary>Makes the read models anew (重建读模型) from event zero, when somebody asks for it. The daemon goes on from there.</summary>
public sealed class Rebuilding(IProjectionCoordinator coordinator, ReadModelRows rows, NpgsqlDataSource database) : IDisposable
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
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var events = await rows.MakeAnewAsync(connection, cancellation);
            await transaction.CommitAsync(cancellation);
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

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/api/rebuilds", async (Rebuilding rebuilding, CancellationToken cancellation) => Results.Ok(await rebuilding.RunAsync(cancellation))).Needs(Right.Operate)
            .Tells("运维", "从第一个事件重建读模型", "重建期间照常用旧的回答；重复执行，结果相同。").WithMetadata(new TakesItsTime()).Answers(new Rebuilt(52_304, 0.35, 149_440)).Refuses(503);
}
