using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Benchmarks;

/// <summary>On what it was measured.</summary>
public sealed record Machine(int Cores, long MemoryMegabytes, string System, string DotNet, string Postgres)
{
    /// <summary>Starts a PostgreSQL to ask it: where none can be started, it is told before anything is measured.</summary>
    /// <exception cref="PostgresUnavailableException">None can be started.</exception>
    public static async Task<Machine> ThisAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("qy-bench-").FullName;

        try
        {
            await using var cluster = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = folder }, NullLogger.Instance, cancellation);

            return new Machine(
                Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20, $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
                RuntimeInformation.FrameworkDescription, cluster.Version.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Where the benchmark finds and leaves things.</summary>
public static class Places
{
    /// <summary>The demo workbook, as it is built beside the Web assembly.</summary>
    public static string Demo => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "demo"), "*.xlsx").Single();

    public static string Web => Path.Combine(AppContext.BaseDirectory, "Qingyang.Investment.Web.dll");

    /// <summary>The repository where it is run from one, else the current folder.</summary>
    public static string Results
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);

            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Qingyang.Investment.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder?.FullName ?? Environment.CurrentDirectory, "artifacts", "bench");
        }
    }
}
