using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Benchmarks;

/// <summary>From the start of the process to the first page, over the start of PostgreSQL alone to its first answer.</summary>
public static class StartBenchmark
{
    public const string Name = "start";

    private const int Rounds = 3;

    /// <param name="data">A folder with nothing in it yet.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<IReadOnlyList<Figure>> ColdAsync(string data, CancellationToken cancellation)
    {
        var bare = Directory.CreateTempSubdirectory("qy-bench-bare-").FullName;

        try
        {
            var (measured, limit) = (await FirstPageAsync(data, cancellation), await PostgresAsync(bare, cancellation));

            return [new Figure(Name, "启动到首页：新数据", Figure.Seconds, measured, limit, "仅 PostgreSQL")];
        }
        finally
        {
            Directory.Delete(bare, recursive: true);
        }
    }

    /// <param name="data">A folder that has been worked with.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<IReadOnlyList<Figure>> WarmAsync(string data, CancellationToken cancellation)
    {
        var (measured, limit) = (new List<double>(), new List<double>());

        for (var round = 0; round < Rounds; round++)
        {
            measured.Add(await FirstPageAsync(data, cancellation));
            limit.Add(await PostgresAsync(data, cancellation));
        }

        return [new Figure(Name, "启动到首页：已有数据", Figure.Seconds, Samples.Median(measured), Samples.Median(limit), "仅 PostgreSQL")];
    }

    private static async Task<double> FirstPageAsync(string data, CancellationToken cancellation)
    {
        var url = OwnProcess.FreeUrl();
        using var http = new HttpClient();
        OwnProcess? run = null;

        try
        {
            var seconds = await Samples.SecondsAsync(() =>
            {
                run = new OwnProcess(data, url, "run", "--empty");

                return run.AnswersAsync(http, new Uri(url), cancellation);
            });
            await run!.StopAsync(cancellation);

            return seconds;
        }
        finally
        {
            run?.Dispose();
        }
    }

    private static async Task<double> PostgresAsync(string data, CancellationToken cancellation)
    {
        PostgresCluster? cluster = null;
        var seconds = await Samples.SecondsAsync(async () =>
        {
            cluster = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = data }, NullLogger.Instance, cancellation);
            await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellation);
        });
        await cluster!.DisposeAsync();

        return seconds;
    }
}
