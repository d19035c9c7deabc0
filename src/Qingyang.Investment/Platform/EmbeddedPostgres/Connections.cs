using System.Diagnostics;
using Npgsql;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>How the server is reached: by its socket, as its one role.</summary>
internal static class Connections
{
    public static string To(ClusterFolder folder, ClusterSettings settings) => Builder(folder, settings).ConnectionString;

    /// <summary>Until a server that runs takes connections; after a crash it first replays its log.</summary>
    public static async Task WaitAsync(ClusterFolder folder, ClusterSettings settings, CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(50), ct))
        {
            try
            {
                await AskAsync(folder, settings, "select 1", ct);

                return;
            }
            catch (NpgsqlException e) when (waited.Elapsed < settings.StartTimeout && MayPass(e))
            {
                // not yet
            }
        }
    }

    public static async Task<bool> AnswersAsync(ClusterFolder folder, ClusterSettings settings, CancellationToken ct)
    {
        try
        {
            await AskAsync(folder, settings, "select 1", ct);

            return true;
        }
        catch (NpgsqlException e)
        {
            return e is PostgresException; // whatever it says, someone is there
        }
    }

    public static async Task CreateDatabaseAsync(ClusterFolder folder, ClusterSettings settings, CancellationToken ct)
    {
        var quoted = settings.Database.Replace("\"", "\"\"", StringComparison.Ordinal);

        try
        {
            await AskAsync(folder, settings, $"create database \"{quoted}\"", ct);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.DuplicateDatabase })
        {
            // the usual case
        }
    }

    private static NpgsqlConnectionStringBuilder Builder(ClusterFolder folder, ClusterSettings settings) => new()
    {
        Host = folder.Sockets,
        Port = ServerConfiguration.Port,
        Username = settings.Role,
        Database = settings.Database,
        Timezone = "UTC",
        MaxPoolSize = 40,
        IncludeErrorDetail = false, // it would put personal data into the log
        SslMode = SslMode.Disable,  // a socket needs neither, and asking costs two round trips
        GssEncryptionMode = GssEncryptionMode.Disable,
    };

    private static async Task AskAsync(ClusterFolder folder, ClusterSettings settings, string sql, CancellationToken ct)
    {
        var maintenance = Builder(folder, settings);
        (maintenance.Database, maintenance.Pooling, maintenance.Timeout) = ("postgres", false, 5);

        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    // Starting up or shutting down, no socket yet, or too many at once; but not: this account may not come in.
    private static bool MayPass(NpgsqlException e) =>
        e is not PostgresException { SqlState: not (PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections) };
}
