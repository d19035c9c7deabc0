using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Web;
using Wolverine;
using Wolverine.Persistence.Durability;

namespace Qingyang.Investment.Specs;

/// <summary>A database with every table of the product and no row in any of them: made once, and copied for each store, which is faster than making each anew.</summary>
internal static class EmptyStore
{
    private const string Template = "empty";

    private static readonly Lazy<Task> Made = new(MakeAsync);

    /// <summary>Makes a database of that name, which nobody has had before.</summary>
    public static async Task CopyAsync(string database)
    {
        await Made.Value;
        await using var cluster = await PostgresCluster.StartAsync(Of("postgres"), NullLogger.Instance, CancellationToken.None);
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Pooling = false }.ConnectionString);
        await server.OpenAsync();
        await Sql.RunAsync($"create database {database} template {Template} strategy file_copy", server, CancellationToken.None);
    }

    /// <summary>As a first start does it, and without the start: so nobody has drawn a key or left a name.</summary>
    private static async Task MakeAsync()
    {
        await using var cluster = await PostgresCluster.StartAsync(Of(Template), NullLogger.Instance, CancellationToken.None);
        await using (var app = Server.CreateBuilder(cluster.ConnectionString, Api.Local, DurabilityMode.Solo, "http://127.0.0.1:0").Build())
        {
            await app.Services.GetServices<IHostedService>().OfType<ReadModelShapes>().Single().StartingAsync(CancellationToken.None);
            await app.Services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
            await app.Services.GetRequiredService<IMessageStore>().Admin.MigrateAsync();
        }

        NpgsqlConnection.ClearAllPools();   // a database that somebody is connected to is not copied
    }

    private static ClusterSettings Of(string database) => ClusterSettings.FromEnvironment() with { DataFolder = Api.Folder, Database = database };
}
