using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Qingyang.Investment.Specs;

/// <summary>The product as its users start it: a process of its own, on a data folder of its own.</summary>
public sealed class QyProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Qingyang.Investment.Web.dll");
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private readonly string data;

    private QyProcess(Process process, string data)
    {
        this.process = process;
        this.data = data;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => process.HasExited;

    public static QyProcess Start(string data, string? url, params string[] arguments) => Start(data, url, setting: null, arguments);

    private static QyProcess Start(string data, string? url, (string Name, string Value)? setting, string[] arguments)
    {
        // Ctrl+C does what it does in a terminal, also where whoever started the specs had it ignored, as a shell does in the background.
        var start = new ProcessStartInfo("env") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

        foreach (var argument in (string[])["--default-signal=INT", "dotnet", Program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["QY_DATA"] = data;
        start.Environment.Remove("ConnectionStrings__investment");

        if (url is not null)
        {
            start.Environment["ASPNETCORE_URLS"] = url;
        }

        if (setting is { } set)
        {
            start.Environment[set.Name] = set.Value;
        }

        return new QyProcess(Process.Start(start)!, data);
    }

    /// <summary>Runs one command of the command line to its end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(string data, params string[] arguments)
    {
        await using var qy = Start(data, url: null, arguments);

        return await qy.EndAsync();
    }

    /// <summary>The same, with a setting in its environment.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunWithAsync(string data, (string Name, string Value) setting, params string[] arguments)
    {
        await using var qy = Start(data, url: null, setting, arguments);

        return await qy.EndAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<(int Exit, string Output, string Errors)> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        return (process.ExitCode, await output, await errors);
    }

    /// <summary>A loopback address that nobody listens on.</summary>
    public static string FreeUrl()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();

        return $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    /// <summary>Waits until the server answers, and to whoever may read its data folder: from then on the client is known as the command line is.</summary>
    public async Task AnswersAsync(HttpClient client)
    {
        for (; ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server ended: {await output} {await errors}");
            }

            try
            {
                await client.AsTheCommandLineAsync(data);
                using var answer = await client.GetAsync(new Uri("/api/funnel", UriKind.Relative), TestContext.Current.CancellationToken);

                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or FileNotFoundException or JsonException)
            {
                // Not listening yet, or it has not said by which token.
            }
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>As Ctrl+C does.</summary>
    public async Task<(int Exit, string Output, string Errors)> InterruptAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
