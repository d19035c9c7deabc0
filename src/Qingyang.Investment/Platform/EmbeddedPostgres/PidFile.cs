using System.Globalization;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>postmaster.pid: who runs the server on this data, if the one named there still does.</summary>
internal static class PidFile
{
    // Above the largest pid of any system.
    private const string Nobody = "999999999";

    public static bool IsThere(ClusterFolder folder) => File.Exists(In(folder));

    /// <summary>The living server of this very data; null when it is dead, a zombie, or its number went to another program.</summary>
    public static async Task<int?> LivingAsync(ClusterFolder folder, CancellationToken ct)
    {
        try
        {
            return File.ReadLines(In(folder)).FirstOrDefault() is { } line
                && int.TryParse(line, CultureInfo.InvariantCulture, out var pid)
                && IsServerOf(folder.Data, await CommandLineAsync(pid, ct))
                    ? pid
                    : null;
        }
        catch (IOException)
        {
            return null; // gone while we looked
        }
    }

    /// <summary>
    /// PostgreSQL refuses to start while the number in the file names any living process, a zombie included. Another number lets
    /// it go on. The file must stay: by the key of the shared memory in it the new server sees whether backends of the killed
    /// one are still writing, and waits for them instead of spoiling the data.
    /// </summary>
    public static void NameNobody(ClusterFolder folder)
    {
        string[] files = [In(folder), Path.Combine(folder.Sockets, $".s.PGSQL.{ServerConfiguration.Port}.lock")];

        foreach (var file in files.Where(File.Exists))
        {
            var lines = File.ReadAllLines(file);
            folder.Write(file, string.Concat(lines.Skip(1).Prepend(Nobody).Select(line => line + "\n")));
        }
    }

    // The children call themselves "postgres: checkpointer"; only the server itself keeps its arguments.
    private static bool IsServerOf(string data, string[] arguments) =>
        arguments is [var program, ..] && string.Equals(Path.GetFileName(program), "postgres", StringComparison.Ordinal)
        && arguments.Contains(data, StringComparer.Ordinal);

    // Of a zombie it is empty. Other accounts may read it, unlike the working directory.
    private static async Task<string[]> CommandLineAsync(int pid, CancellationToken ct)
    {
        if (Directory.Exists("/proc/self"))
        {
            return (await File.ReadAllTextAsync($"/proc/{pid}/cmdline", ct)).Split('\0');
        }

        var line = (await ProgramRun.Of("/bin/ps", ["-ww", "-o", "command=", "-p", $"{pid}"], account: null, ct)).Output.Trim();

        return line.Split(" -D ", 2); // ps joins the arguments with spaces; pg_ctl puts -D and the folder last
    }

    private static string In(ClusterFolder folder) => Path.Combine(folder.Data, "postmaster.pid");
}
