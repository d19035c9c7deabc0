using System.Text.Encodings.Web;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// The log of the server. <c>QY_LOG=json</c> writes one JSON object a line to the error output, with what came of each command; the
/// standard settings (<c>Logging__…</c>) change any of it.
/// </summary>
public static partial class Logs
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public static void Add(WebApplicationBuilder builder)
    {
        if (builder.Configuration["QY_LOG"] == "json")
        {
            // Before all other settings, so that each of them can say otherwise.
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Logging:Console:FormatterName"] = ConsoleFormatterNames.Json,
                    ["Logging:Console:LogToStandardErrorThreshold"] = nameof(LogLevel.Trace),
                    ["Logging:LogLevel:Qingyang.Investment"] = nameof(LogLevel.Information),
                },
            });
        }

        builder.Services.Configure<JsonConsoleFormatterOptions>(x =>
        {
            x.JsonWriterOptions = new System.Text.Json.JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            x.UseUtcTimestamp = true;
            x.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    /// <summary>Tells requests that took long, by the pattern of their address: what stands in it may be somebody's.</summary>
    public static void TellSlowRequests(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Qingyang.Investment.Requests");

        app.Use(async (http, next) =>
        {
            var started = TimeProvider.System.GetTimestamp();
            await next(http);
            var (took, endpoint) = (TimeProvider.System.GetElapsedTime(started), http.GetEndpoint() as RouteEndpoint);

            if (took > Slow && endpoint?.Metadata.GetMetadata<TakesItsTime>() is null)
            {
                TellSlow(logger, http.Request.Method, endpoint?.RoutePattern.RawText ?? "", http.Response.StatusCode, took.TotalMilliseconds);
            }
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slow: {Method} {Route} answered {Status} after {Milliseconds:0} ms")]
    private static partial void TellSlow(ILogger logger, string method, string route, int status, double milliseconds);
}
