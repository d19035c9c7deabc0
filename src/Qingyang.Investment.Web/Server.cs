using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Qingyang.Investment.Audit;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Lists;
using Qingyang.Investment.Operations;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;
using Qingyang.Investment.Web.Hosting;
using Qingyang.Investment.Web.Pages;
using Qingyang.Investment.Webhooks;
using Wolverine;

namespace Qingyang.Investment.Web;

/// <summary>Puts the application together: the business, its messages, its pages and its HTTP face.</summary>
public static class Server
{
    /// <param name="connectionString">The PostgreSQL that holds the log.</param>
    /// <param name="local">By which secret the command line of this machine is known.</param>
    /// <param name="durability">Solo where this process has the database for itself, else Balanced.</param>
    /// <param name="urls">Where to listen.</param>
    public static WebApplicationBuilder CreateBuilder(string connectionString, LocalToken local, DurabilityMode durability, string urls)
    {
        Say.ChineseByDefault();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(Server).Assembly.GetName().Name });
        builder.WebHost.UseUrls(urls);
        builder.WebHost.UseStaticWebAssets();   // where it runs as it was built, not as it was published

        // What was built is what is served, compressed as it was built and kept by browsers: nobody edits styles under a running server.
        // And where there is no file there is nothing (404), not something that takes another method (405).
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.Configuration["EnableStaticAssetsDevelopmentCaching"] = "true";
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        Logs.Add(builder);
        Telemetry.AddIfAsked(builder);
        builder.Host.UseWolverine(wolverine => EventStore.Configure(wolverine, durability));
        builder.Services.AddInvestment(connectionString, builder.Configuration);

        if (!Loopback.IsAll(urls) && Environment.GetEnvironmentVariable("AllowedHosts") is null)
        {
            builder.Configuration["AllowedHosts"] = "*";   // which names it goes by is not known here; strangers stand before a closed door
        }

        Doors.Add(builder.Services, local);
        builder.Services.AddProblemDetails(x => x.CustomizeProblemDetails = Problems.Word);
        builder.Services.AddExceptionHandler<BadRequests>();
        builder.Services.AddExceptionHandler<NoDatabase>();
        builder.Services.AddPages();
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
        app.UseRequestLocalization();   // first: what goes wrong further on is told in the language of whoever asked
        app.UseResponseCompression();
        SecurityHeaders.Use(app);
        Failures.Use(app);
        Logs.TellSlowRequests(app);
        OtherSites.TurnAway(app);
        app.UseRouting();
        app.UseAuthentication();
        TypedBy.Hold(app);
        app.UseAuthorization();
        app.UseAntiforgery();
        Api.MapCommands(app);
        AccountsApi.Map(app);
        AccessTokensApi.Map(app);
        FindEnterprises.Map(app);
        FunnelApi.Map(app);
        FunnelOverview.Map(app);
        InCharge.Map(app);
        ListApi.Map(app);
        PickLists.Map(app);
        SavedViews.Map(app);
        AssignMany.Map(app);
        Timeline.Map(app);
        EventsApi.Map(app);
        LogApi.Map(app);
        EvidenceApi.Map(app);
        WebhookApi.Map(app);
        LedgerApi.Map(app);
        Rebuilding.Map(app);
        PagesModule.Map(app);
        Health.Map(app);
        ApiDocument.Map(app);
        ApiPage.Map(app);
    }

    public static WebApplication Build(string connectionString, LocalToken local, DurabilityMode durability, string urls)
    {
        var app = CreateBuilder(connectionString, local, durability, urls).Build();
        Map(app);

        return app;
    }
}
