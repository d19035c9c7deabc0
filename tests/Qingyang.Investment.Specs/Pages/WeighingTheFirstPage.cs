using Microsoft.Playwright;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>What a first visit costs on the line: all bytes, nothing cached.</summary>
[Collection(Browser.Name)]
public class WeighingTheFirstPage(Browser browser)
{
    [Theory]
    [InlineData("/", 400_000)]
    [InlineData("/me", 100_000)]
    [InlineData("/sign-in", 100_000)]
    public async Task Is_light(string path, int most)
    {
        await using var visit = await browser.VisitAsync(path == "/sign-in" ? null : Role.Leader);

        (await BytesAsync(visit, path, without: "")).ShouldBeInRange(3_000, most);
    }

    [Fact]
    public async Task Is_lighter_still_without_its_charts()
    {
        await using var visit = await browser.VisitAsync(Role.Leader);

        (await BytesAsync(visit, "/", without: "**/echarts*")).ShouldBeInRange(10_000, 100_000);
    }

    private static async Task<double> BytesAsync(Visit visit, string path, string without)
    {
        var (line, bytes) = (await visit.Context.NewCDPSessionAsync(visit.Page), 0.0);
        line.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
        await line.SendAsync("Network.enable");

        if (without.Length > 0)
        {
            await visit.Page.RouteAsync(without, route => route.AbortAsync());
        }

        await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        return bytes;
    }
}
