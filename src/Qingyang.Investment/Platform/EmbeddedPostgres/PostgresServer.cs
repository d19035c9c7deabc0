using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>One cluster and the programs that run it: made, configured, started, stopped. Its callers hold start.lock.</summary>
internal sealed record PostgresServer(ClusterFolder Folder, PostgresPrograms Programs, ClusterSettings Settings)
{
    public async Task CreateAsync(CancellationToken ct)
    {
        if (Directory.Exists(Folder.Data) && Directory.EnumerateFileSystemEntries(Folder.Data).Any())
        {
            throw PostgresUnavailableException.NotACluster(Folder.Data);
        }

        foreach (var left in Folder.LeftUnfinished())
        {
            Discard(left);
        }

        var unfinished = Folder.NewUnfinished();
        Folder.MakePrivate(unfinished);
        var arguments = ServerConfiguration.InitArguments(
            unfinished, Settings.Role, Programs.Version.Major, OperatingSystem.IsMacOS());
        var made = await ProgramRun.Of(Programs["initdb"], arguments, Folder.Account, ct);

        if (!made.Succeeded)
        {
            var trouble = ServerTrouble.Explain(Folder, made.Errors); // asks for the free space, so before giving ours back
            Discard(unfinished);
            throw trouble;
        }

        Directory.Move(unfinished, Folder.Data);
        UnixFile.FlushFolder(Folder.Root); // else a power failure could take back the name under which all data is then written
    }

    public async Task ConfigureAsync(CancellationToken ct)
    {
        await Folder.MakeSocketsAsync(ct);
        Folder.Write(Path.Combine(Folder.Data, ServerConfiguration.FileName), ServerConfiguration.Settings(Folder.Sockets, Programs.HavePrewarm));
        Folder.Write(Path.Combine(Folder.Data, "pg_hba.conf"), ServerConfiguration.Authentication);
        Folder.Write(
            Path.Combine(Folder.Data, "pg_ident.conf"),
            ServerConfiguration.Accounts(Settings.Role, Folder.Account?.Name ?? Environment.UserName));

        var main = Path.Combine(Folder.Data, "postgresql.conf");
        var text = await File.ReadAllTextAsync(main, ct);

        if (!text.Contains(ServerConfiguration.FileName, StringComparison.Ordinal))
        {
            Folder.Write(main, text + $"\ninclude_if_exists = '{ServerConfiguration.FileName}'\n");
        }
    }

    public async Task StartAsync(ILogger logger, CancellationToken ct)
    {
        PidFile.NameNobody(Folder);

        for (var trying = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(500), ct))
        {
            File.Delete(Folder.StartLog); // so that what stands there is about this start
            var started = await PgCtl(["start", "-l", Folder.StartLog, "-t", $"{Settings.StartTimeout.TotalSeconds:0}"], ct);

            if (started.Succeeded)
            {
                return;
            }

            if (await PidFile.LivingAsync(Folder, ct) is not null)
            {
                await Connections.WaitAsync(Folder, Settings, ct); // one that a killed process had just begun to start was faster

                return;
            }

            var log = ServerTrouble.LastLines(Folder);

            if (!log.Contains("shared memory block", StringComparison.Ordinal) || trying.Elapsed > Settings.StartTimeout)
            {
                throw ServerTrouble.Explain(Folder, $"{started.Errors.Trim()}\n{log}");
            }

            logger.LogWarning("等待上次被强行结束的 PostgreSQL 的子进程退出……");
        }
    }

    /// <summary>Whether it is down in the end; pg_ctl itself may be hit by a second Ctrl+C while the server goes on stopping.</summary>
    public async Task<bool> StopAsync(CancellationToken ct)
    {
        _ = await PgCtl(["stop", "-m", "fast", "-t", "60"], ct);

        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(TimeSpan.FromMilliseconds(50), ct))
        {
            if (await PidFile.LivingAsync(Folder, ct) is null)
            {
                return true;
            }
        }

        return false;
    }

    private static void Discard(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // an initdb whose process was killed is still writing there; the next new cluster tries again
        }
    }

    // pg_ctl starts the server in a session of its own (setsid), so that the Ctrl+C meant for us does not reach it.
    private Task<ProgramRun> PgCtl(string[] verb, CancellationToken ct) =>
        ProgramRun.Of(Programs["pg_ctl"], [.. verb, "-s", "-w", "-D", Folder.Data], Folder.Account, ct);
}
