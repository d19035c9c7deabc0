using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Qingyang.Investment.Audit.Log;

/// <summary>The log that can be checked (可验证的日志), put together.</summary>
public static class LogModule
{
    public static void AddSealedLog(this IServiceCollection services)
    {
        services.AddSingleton<SealedLog>();
        services.AddSingleton<LogRecheck>();
        services.AddSingleton<LogReading>();
        services.AddHostedService(x =>
        {
            var (configuration, database) = (x.GetRequiredService<IConfiguration>(), x.GetRequiredService<NpgsqlDataSource>());

            return new Sealer(
                database, Anchor.Of(configuration, database.ConnectionString), configuration.GetSection("Sealing").Get<SealingSettings>() ?? new SealingSettings(),
                x.GetRequiredService<TimeProvider>(), x.GetRequiredService<IHostApplicationLifetime>(), x.GetRequiredService<ILogger<Sealer>>());
        });
    }
}
