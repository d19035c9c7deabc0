using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Threading.Channels;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>Another process that uses the cluster, in a process group of its own; see Specs.Victim.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private Victim(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public HowStarted HowStarted { get; private set; }

    public static async Task<Victim> StartAsync(string folder, string? programs = null, string? account = null)
    {
        var victim = Launch(folder, programs, account);
        var first = await victim._lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
        victim.HowStarted = Enum.TryParse<HowStarted>(first, out var how) ? how : throw new InvalidOperationException(first);

        return victim;
    }

    /// <summary>Without waiting until it has started anything.</summary>
    public static Victim Launch(string folder, string? programs = null, string? account = null)
    {
        var assembly = typeof(Victim).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x is { Key: "Victim" }).Value!;
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", "dotnet", assembly, folder, programs ?? ""])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };

        if (account is not null)
        {
            start.UserName = account;
            start.Environment["HOME"] = folder;
        }

        return new Victim(Process.Start(start)!);
    }

    /// <summary>Until so many more inserts were acknowledged.</summary>
    public async Task<IReadOnlyList<int>> WorkAsync(int inserts)
    {
        var acknowledged = new List<int>();

        while (acknowledged.Count < inserts)
        {
            acknowledged.Add(Number(await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken)));
        }

        return acknowledged;
    }

    /// <summary>kill -9, together with whatever else: what had been acknowledged until then.</summary>
    public async Task<IReadOnlyList<int>> KillAsync(params int[] others)
    {
        await Living.KillAsync([_process.Id, .. others]);
        await _reading;

        return [.. (await RestAsync()).Select(Number)];
    }

    /// <summary>Ctrl+C, as a terminal sends it: to everyone in the process group. What it still said.</summary>
    public async Task<IReadOnlyList<string>> InterruptAsync()
    {
        (await Living.RunAsync("/bin/kill", "-INT", "--", $"-{_process.Id}")).ShouldBe(0);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _reading;

        return await RestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private async Task<IReadOnlyList<string>> RestAsync()
    {
        var rest = new List<string>();

        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            rest.Add(line);
        }

        return rest;
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            await _lines.Writer.WriteAsync(line);
        }

        _lines.Writer.Complete();
    }

    private static int Number(string line) => int.Parse(line, CultureInfo.InvariantCulture);
}
