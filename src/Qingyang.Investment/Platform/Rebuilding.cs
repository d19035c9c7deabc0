using Marten.Events.Daemon.Coordination;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Qingyang.Investment.Platform;

/// <summary>How a rebuild went.</summary>
public sealed record Rebuilt(long Events, double Seconds, double EventsPerSecond);

/// <summary>Rebuilds the read models (重建读模型) from event zero. The log is not touched; figures stand at a low position meanwhile, and say so.</summary>
public sealed class Rebuilding(IProjectionCoordinator coordinator, ReadModelPosition position)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task<Rebuilt> RunAsync(CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var daemon = coordinator.DaemonForMainDatabase();
        await daemon.RebuildProjectionAsync(ReadModels.Name, Patience, cancellation);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        // What was recorded meanwhile is caught up with by the same work that keeps them at other times.
        await daemon.StartAgentAsync(ReadModels.Shard, cancellation);
        var (_, events) = await position.FindAsync(cancellation);

        return new Rebuilt(events, Math.Round(seconds, 3), Math.Round(events / seconds));
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/api/rebuilds", async (Rebuilding rebuilding, CancellationToken cancellation) => Results.Ok(await rebuilding.RunAsync(cancellation)));
}
