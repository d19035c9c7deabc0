using System.Text.Encodings.Web;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// The log of the server, on the error output: the other one is for answers. <c>QY_LOG=json</c> writes one JSON object a line, with what came of each
/// command; the standard settings (<c>Logging__…</c>) change any of it.
/// </summary>
public static partial class Logs
{
    private const string Requests = "Qingyang.Investment.Requests";

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public static void Add(WebApplicationBuilder builder)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Logging:Console:LogToStandardErrorThreshold"] = nameof(LogLevel.Trace) };

        if (builder.Configuration["QY_LOG"] == "json")
        {
            settings["Logging:Console:FormatterName"] = ConsoleFormatterNames.Json;
            settings["Logging:LogLevel:Qingyang.Investment"] = nameof(LogLevel.Information);
        }

        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });   // before all others, so that each of them can say otherwise

        builder.Services.Configure<JsonConsoleFormatterOptions>(x =>
        {
            x.JsonWriterOptions = new System.Text.Json.JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            x.UseUtcTimestamp = true;
            x.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    /// <summary>A server that a command starts for itself is always slow at first, and whoever waits for it knows.</summary>
    public static void TellNoSlowRequests(WebApplicationBuilder builder) => builder.Logging.AddFilter(Requests, LogLevel.None);

    /// <summary>Tells requests that took long, by the pattern of their address: what stands in it may be somebody's.</summary>
    public static void TellSlowRequests(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Requests);

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
