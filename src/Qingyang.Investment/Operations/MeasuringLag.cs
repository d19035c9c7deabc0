using Microsoft.Extensions.Hosting;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Operations;

/// <summary>Tells, every few seconds and only where somebody listens, how far the read models are behind.</summary>
public sealed class MeasuringLag(Readiness readiness) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);

        do
        {
            if (Measures.ReadModelLag.Enabled && await readiness.AskAsync(stoppingToken) is { ReadModels: { } models })
            {
                Measures.ReadModelLag.Record(models.BehindEvents);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
