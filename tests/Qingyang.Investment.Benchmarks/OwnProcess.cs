using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Qingyang.Investment.Benchmarks;

/// <summary>The product as a process of its own, as <c>./qy</c> starts it, on a data folder of its own.</summary>
public sealed class OwnProcess : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10), Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    public OwnProcess(string data, string url, params IEnumerable<string> arguments)
    {
        process = Process.Start(new ProcessStartInfo("dotnet", [Places.Web, .. arguments])
        {
            Environment = { ["QY_DATA"] = data, ["ASPNETCORE_URLS"] = url, ["ConnectionStrings__investment"] = "" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        process.BeginOutputReadLine();   // read and dropped: a full pipe would stop it
    }

    public static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        return $"http://{listener.LocalEndpoint}";
    }

    /// <summary>Until the first page is there.</summary>
    public async Task AnswersAsync(HttpClient http, Uri url, CancellationToken cancellation)
    {
        for (; ; await Task.Delay(Pause, cancellation))
        {
            try
            {
                using var answer = await http.GetAsync(url, cancellation);

                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // not yet
            }
        }
    }

    /// <summary>Watches until it exits; the most memory that it held (resident, PostgreSQL's own processes not among it), in bytes.</summary>
    public async Task<long> PeakAsync(CancellationToken cancellation)
    {
        var peak = 0L;

        while (!process.HasExited)
        {
            process.Refresh();
            peak = Math.Max(peak, Resident());
            await Task.Delay(Pause, cancellation);
        }

        return process.ExitCode == 0 ? peak : throw new WrongAnswerException($"{string.Join(' ', process.StartInfo.ArgumentList)} 的退出码是 {process.ExitCode}。");
    }

    /// <summary>As Ctrl+C does. A shell may have started us with SIGINT ignored, and then it is too: SIGTERM stops it as well.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        foreach (var signal in (string[])["-INT", "-TERM", "-KILL"])
        {
            using var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);

            try
            {
                await process.WaitForExitAsync(patience.Token);

                return;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // the next one
            }
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private long Resident()
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;   // it exited in between
        }
    }
}
