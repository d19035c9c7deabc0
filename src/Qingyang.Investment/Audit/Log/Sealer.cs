using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Log;

/// <summary>Seals the log in the background, on every node: one of them has the turn, the others wait for it.</summary>
public sealed partial class Sealer(NpgsqlDataSource database, Anchor? anchor, SealingSettings settings, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<Sealer> logger) : BackgroundService
{
    /// <summary>How often others look whether the turn is free, and how long to wait after a failure.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    private LogTrouble? told;
    private bool failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);   // the tables are there

            for (; ; )
            {
                var trouble = await TurnAsync(stoppingToken);
                await Task.Delay(trouble is null || settings.CheckpointEvery < Wait ? Wait : settings.CheckpointEvery, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>
    /// As long as all is well. What is wrong is told loudly, and looked at again in the next turn, from the start. Whoever stops seals
    /// once more before: a command of the command line is over before it would have been time.
    /// </summary>
    private async Task<LogTrouble?> TurnAsync(CancellationToken stopping)
    {
        using var chinese = Say.InChinese();
        using var end = new CancellationTokenSource();
        await using var last = stopping.Register(() => end.CancelAfter(Wait));

        try
        {
            await using var keeper = await LogKeeper.TakeTurnAsync(database, anchor, settings, clock, stopping);

            while (keeper is not null)
            {
                Tell(keeper.Trouble);

                if (keeper.Trouble is { StopsSealing: true } trouble)
                {
                    return trouble;
                }

                var stops = stopping.IsCancellationRequested;
                var more = await keeper.WorkAsync(end.Token);
                failed = false;

                if (stops)
                {
                    return null;
                }

                await (more ? Task.CompletedTask : PauseAsync(stopping));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // No database just now, no room, or another sealer was faster: it is loaded again. Told once, not every two seconds.
            if (!failed)
            {
                LogFailed(logger, e);
            }

            failed = true;
        }

        return null;
    }

    private void Tell(LogTrouble? trouble)
    {
        if (trouble is not null && (trouble != told || trouble.StopsSealing))
        {
            LogTroubled(logger, trouble.Tell());
        }

        told = trouble;
    }

    private async Task PauseAsync(CancellationToken stopping) =>
        await Task.Delay(settings.Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    [LoggerMessage(LogLevel.Critical, "{Sentence}")]
    private static partial void LogTroubled(ILogger logger, string sentence);

    [LoggerMessage(LogLevel.Warning, "The log is not sealed for the moment")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
