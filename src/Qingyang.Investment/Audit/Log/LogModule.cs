using Microsoft.Extensions.DependencyInjection;

namespace Qingyang.Investment.Audit.Log;

/// <summary>The log that can be checked (可验证的日志), put together.</summary>
public static class LogModule
{
    public static void AddSealedLog(this IServiceCollection services)
    {
        services.AddSingleton<SealedLog>();
    }
}
