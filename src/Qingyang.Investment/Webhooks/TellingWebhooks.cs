using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Webhooks;

/// <summary>Looks, on every node, which webhooks have something to be told, and tells each on its own: one that does not answer holds up nobody.</summary>
public sealed class TellingWebhooks(NpgsqlDataSource database, Delivery delivery, ILogger<TellingWebhooks> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<WebhookBook>();
        services.AddSingleton<Sending>();
        services.AddSingleton<WebhookPings>();
        services.AddSingleton<Delivery>();
        services.AddHostedService<TellingWebhooks>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        var busy = new Dictionary<Guid, Task>();

        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var id in await DueAsync(stoppingToken))
                {
                    if (!busy.TryGetValue(id, out var telling) || telling.IsCompleted)
                    {
                        busy[id] = TellAsync(id, stoppingToken);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }

        await Task.WhenAll(busy.Values);
    }

    private async Task TellAsync(Guid id, CancellationToken stopping)
    {
        // What is kept of a failure is in Chinese, whatever language this thread came with.
        using var chinese = Say.InChinese();

        try
        {
            await delivery.RunAsync(id, stopping);
        }
        catch (Exception e) when (e is OperationCanceledException or NpgsqlException)
        {
            // Stopping, or no database just now: it is looked at again.
        }
        catch (Exception e)
        {
            logger.LogError(e, "Webhook {Webhook} stands still.", id);
        }
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);

            return await Sql.IdsAsync(
                $"select id from {WebhookTable.Name} where not paused and (next_try is null or next_try <= now()) and position < (select last_seq_id from {EventStore.Schema}.mt_event_progression where name = $1)",
                "HighWaterMark", connection, cancellation);
        }
        catch (NpgsqlException)
        {
            return [];
        }
    }
}
