using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Benchmarks;

/// <summary>
/// The overview as people get it: by 32 at once over an answer that asks nothing (<c>/health</c>), and in a browser on a slow line
/// (1.6 Mbit/s, 150 ms, half the processor) over a page of that line that holds one word.
/// </summary>
public static class PagesBenchmark
{
    public const string Name = "pages";

    private const int AtATime = 32, WarmUps = 10_000, Requests = 5000, Visits = 5;
    private const string Account = "基准测试", Password = "测量用的一个密码";

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        await bed.Services.GetRequiredService<Accounts>().AddAsync(Account, Role.Leader, Password, by: null, cancellation);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("QY_CHROMIUM") ?? ((string[])["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"]).First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var url = bed.Http.BaseAddress!.ToString().TrimEnd('/');
        var state = await SignInAsync(browser, url);

        return [.. Many(bed.Http.BaseAddress, state), .. await PaintAsync(browser, url, state)];
    }

    private static List<Figure> Many(Uri server, string state)
    {
        var cookies = JsonDocument.Parse(state).RootElement.GetProperty("cookies").EnumerateArray().Select(x => $"{x.GetProperty("name").GetString()}={x.GetProperty("value").GetString()}");
        var headers = $"Cookie: {string.Join("; ", cookies)}\r\nAccept-Encoding: gzip, br\r\n";
        People.Ask(server, "/", headers, AtATime, WarmUps);
        People.Ask(server, "/health", "", AtATime, WarmUps);
        var (pages, limit) = (People.Ask(server, "/", headers, AtATime, Requests), People.Ask(server, "/health", "", AtATime, Requests));

        return
        [
            new Figure(Name, "总览，32 人同时 p50", Figure.Milliseconds, pages.P50, limit.P50, "/health"),
            new Figure(Name, "总览，32 人同时 p95", Figure.Milliseconds, pages.Percentile(0.95), limit.Percentile(0.95), "/health"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> PaintAsync(IBrowser browser, string url, string state)
    {
        var (paint, limit, bytes) = (new List<double>(), new List<double>(), 0.0);

        for (var i = 0; i < Visits; i++)
        {
            (var seconds, bytes) = await VisitAsync(browser, url + "/", state);
            paint.Add(seconds);
            limit.Add((await VisitAsync(browser, url + "/health", state)).Paint);
        }

        return
        [
            new Figure(Name, "总览首次绘制，1.6 Mbit/s、150 ms、处理器减半", Figure.Seconds, Samples.Median(paint), Samples.Median(limit), "同一线路上的一句话"),
            new Figure(Name, "总览传输量，含图表", Figure.Megabytes, bytes / 1e6),
        ];
    }

    /// <summary>A first visit: nothing cached. First contentful paint in seconds, and the bytes that came over the line.</summary>
    private static async Task<(double Paint, double Bytes)> VisitAsync(IBrowser browser, string url, string state)
    {
        await using var context = await browser.NewContextAsync(new() { StorageState = state });
        var page = await context.NewPageAsync();
        var line = await context.NewCDPSessionAsync(page);
        var bytes = 0.0;
        line.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 150, ["downloadThroughput"] = 200_000, ["uploadThroughput"] = 200_000 });
        await line.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 2 });
        await page.GotoAsync(url, new() { WaitUntil = WaitUntilState.NetworkIdle });

        return (await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000, bytes);
    }

    private static async Task<string> SignInAsync(IBrowser browser, string url)
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(url + "/sign-in");
        await page.FillAsync("#name", Account);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("form button");
        await page.WaitForURLAsync(x => !x.Contains("/sign-in", StringComparison.Ordinal));

        return await context.StorageStateAsync();
    }
}
