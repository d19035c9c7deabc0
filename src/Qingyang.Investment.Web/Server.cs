using Qingyang.Investment.Audit;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;
using Wolverine;

namespace Qingyang.Investment.Web;

/// <summary>Puts the application together: the business, its messages, and its HTTP face.</summary>
public static class Server
{
    public static WebApplication Build(string[] args, string connectionString, Recorder recorder, DurabilityMode durability)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        builder.Services.AddInvestment(connectionString, builder.Configuration);
        builder.Services.AddSingleton(recorder);
        builder.Services.AddProblemDetails();
        builder.Host.UseWolverine(wolverine => EventStore.Configure(wolverine, durability));

        var app = builder.Build();
        Api.MapCommands(app);
        FunnelApi.Map(app);
        InCharge.Map(app);
        Timeline.Map(app);
        LedgerApi.Map(app);

        return app;
    }
}
