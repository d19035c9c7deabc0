using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Specs.Victim;

// Arguments: seal and what SealingVictim takes; or the data folder, the folder of PostgreSQL's programs ("" for any). Standard output: how the server was started,
// then every number whose insert was acknowledged, and after SIGINT "stopped" once everything was left in order.
if (args is ["seal", var connection, var anchor, var step])
{
    return await SealingVictim.RunAsync(connection, anchor, step);
}

Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

using var interrupted = new CancellationTokenSource();
using var registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    signal.Cancel = true;
    interrupted.Cancel();
});

try
{
    var settings = new ClusterSettings(args[0], args[1].Length > 0 ? args[1] : null);
    await using (var cluster = await PostgresCluster.StartAsync(settings, NullLogger.Instance, CancellationToken.None))
    {
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var table = database.CreateCommand("create table if not exists acknowledged (number int generated always as identity primary key)");
        await table.ExecuteNonQueryAsync();
        Console.WriteLine(cluster.HowStarted);

        // One more after the signal: it came to the whole process group, and the server must not have taken it for its own.
        for (var last = false; !last;)
        {
            last = interrupted.IsCancellationRequested;
            await using var insert = database.CreateCommand("insert into acknowledged default values returning number");
            Console.WriteLine((int)(await insert.ExecuteScalarAsync())!);
        }
    }

    Console.WriteLine("stopped");

    return 0;
}
catch (PostgresUnavailableException e)
{
    Console.WriteLine(e.Message);

    return 1;
}
