using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Qingyang.Investment.Audit;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Operations;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;
using Qingyang.Investment.Web.Hosting;
using Qingyang.Investment.Webhooks;
using Wolverine;

namespace Qingyang.Investment.Web;

/// <summary>Puts the application together: the business, its messages, and its HTTP face.</summary>
public static class Server
{
    /// <param name="connectionString">The PostgreSQL that holds the log.</param>
    /// <param name="recorder">Who records, until people sign in.</param>
    /// <param name="durability">Solo where this process has the database for itself, else Balanced.</param>
    /// <param name="urls">Where to listen: loopback only.</param>
    public static WebApplicationBuilder CreateBuilder(string connectionString, Recorder recorder, DurabilityMode durability, string urls)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(Loopback.Only(urls));
        Logs.Add(builder);
        Telemetry.AddIfAsked(builder);
        builder.Host.UseWolverine(wolverine => EventStore.Configure(wolverine, durability));
        builder.Services.AddInvestment(connectionString, builder.Configuration);
        builder.Services.AddSingleton(recorder);
        builder.Services.AddProblemDetails(x => x.CustomizeProblemDetails = Problems.Word);
        builder.Services.AddExceptionHandler<BadRequests>();
        builder.Services.AddExceptionHandler<NoDatabase>();
        builder.Services.AddRazorComponents();
        ApiDocument.Add(builder.Services);
        builder.Services.Configure<RouteHandlerOptions>(x => x.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(x =>
        {
            x.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;   // Chinese as Chinese: this is JSON, not HTML
            x.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });

        return builder;
    }

    public static void Map(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException });
        app.UseStatusCodePages();
        Logs.TellSlowRequests(app);
        OtherSites.TurnAway(app);
        Api.MapCommands(app);
        FunnelApi.Map(app);
        InCharge.Map(app);
        Timeline.Map(app);
        EventsApi.Map(app);
        WebhookApi.Map(app);
        LedgerApi.Map(app);
        Rebuilding.Map(app);
        Health.Map(app);
        ApiDocument.Map(app);
        ApiPage.Map(app);
        Pages.Home.Map(app);
    }

    public static WebApplication Build(string connectionString, Recorder recorder, DurabilityMode durability, string urls)
    {
        var app = CreateBuilder(connectionString, recorder, durability, urls).Build();
        Map(app);

        return app;
    }
}
