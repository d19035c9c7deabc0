using JasperFx.OpenTelemetry;
using Marten;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>Traces and metrics (OpenTelemetry): sent by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so, else not even made.</summary>
public static class Telemetry
{
    public static void AddIfAsked(WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            Add(builder.Services).UseOtlpExporter();
        }
    }

    /// <summary>All that there is to see. Statements stand in it with <c>$1</c> for their values, and addresses without what is asked.</summary>
    public static OpenTelemetryBuilder Add(IServiceCollection services)
    {
        services.ConfigureMarten(store =>
        {
            store.OpenTelemetry.TrackConnections = TrackLevel.Normal;
            store.OpenTelemetry.TrackEventCounters();
        });

        return services.AddOpenTelemetry()
            .ConfigureResource(x => x.Clear().AddService("qingyang").AddTelemetrySdk().AddEnvironmentVariableDetector())   // OTEL_SERVICE_NAME has the last word
            .WithTracing(x => x
                .AddAspNetCoreInstrumentation(options => options.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                .AddNpgsql()
                .AddSource("Wolverine", "Marten"))
            .WithMetrics(x => x
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter("Wolverine*", "Marten", Measures.Name));
    }
}
