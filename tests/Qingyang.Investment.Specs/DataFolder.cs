using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Specs;

/// <summary>A data folder for processes, empty at first; whatever was left running on it is stopped at the end.</summary>
public sealed class DataFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("qy-data-").FullName;

    /// <summary>Asks the store itself, as it stands on disk.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var cluster = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = Path }, NullLogger.Instance, CancellationToken.None);
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var command = database.CreateCommand(sql);

        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        // The last one to leave stops the server: so joining and leaving stops one that a killed process left behind.
        await using (await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = Path }, NullLogger.Instance, CancellationToken.None))
        {
        }

        Directory.Delete(Path, recursive: true);
    }
}
