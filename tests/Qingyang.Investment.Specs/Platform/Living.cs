using System.Diagnostics;
using System.Globalization;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>Processes as /proc shows them: zombies do not count as living.</summary>
internal static class Living
{
    public static bool Server(int pid, string data) =>
        CommandLine(pid) is [var program, ..] arguments && program.EndsWith("postgres", StringComparison.Ordinal) && arguments.Contains(data);

    public static int[] ChildrenOf(int pid) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(x => int.TryParse(Path.GetFileName(x), CultureInfo.InvariantCulture, out var child) ? child : 0)
            .Where(child => child > 0 && Stat(child) is [_, var parent, ..] && int.Parse(parent, CultureInfo.InvariantCulture) == pid)];

    /// <summary>kill -9, and waits until they are gone or zombies.</summary>
    public static async Task KillAsync(params int[] pids)
    {
        foreach (var pid in pids)
        {
            await RunAsync("/bin/kill", "-KILL", $"{pid}");
        }

        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));

        while (pids.Any(pid => CommandLine(pid).Length > 0))
        {
            await tick.WaitForNextTickAsync();
        }
    }

    public static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync();

        return process.ExitCode;
    }

    private static string[] CommandLine(int pid) => Read($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    // "123 (postgres) S 1 ...": state, parent, process group, session
    private static string[] Stat(int pid) => Read($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
