using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>The overview on the demo city, whose right answers are in expected.json. The day is one that other specs record nothing before.</summary>
[Collection(Browser.Name)]
public class ReadingTheOverview(Browser browser)
{
    private const string Day = "2023-12-31";

    [Fact]
    public async Task Shows_the_funnel_as_of_a_day_and_keeps_the_day_in_the_address()
    {
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/");
        await visit.Page.GetByLabel("截至").FillAsync(Day);
        await visit.Page.WaitForURLAsync($"**asOf={Day}*");

        await Expect(visit.Page.Locator(".stage-card.contacted .value")).ToContainTextAsync("3,186");
        await Expect(visit.Page.Locator(".stage-card.signed .value")).ToContainTextAsync("397");
        await Expect(visit.Page.Locator(".stage-card.landed .value")).ToContainTextAsync("87");
        await Expect(visit.Page.GetByLabel("截至")).ToHaveValueAsync(Day);
        await Expect(visit.Page.Locator("qy-chart canvas")).ToBeVisibleAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Adds_up_whichever_way_it_is_cut()
    {
        await using var visit = await browser.VisitAsync(Role.Leader, scripts: false);
        await visit.Page.GotoAsync("/?asOf=" + Day);

        foreach (var by in new[] { "county", "chain", "source", "contactedFrom" })
        {
            var numbers = await visit.Page.Locator($"td.num a[href*='stage=contacted'][href*='{by}=']").AllInnerTextsAsync();
            numbers.Sum(x => int.Parse(x, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(3186, by);
        }
    }

    [Fact]
    public async Task Opens_a_number_into_its_enterprises_and_one_of_them_into_its_history()
    {
        await using var visit = await browser.VisitAsync(Role.Leader, scripts: false);
        await visit.Page.GotoAsync("/?asOf=" + Day);
        await visit.Page.Locator("td.num a[href*='stage=landed'][href*='county=%E7%8E%AF%E5%8E%BF']").ClickAsync();

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("环县");
        var rows = visit.Page.Locator("main tbody tr");
        (await rows.CountAsync()).ShouldBeGreaterThan(0);
        await rows.First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(visit.Page.Locator("#history")).ToContainTextAsync("落地");
    }

    [Fact]
    public async Task Before_anything_happened_says_so_and_a_day_that_is_none_is_told()
    {
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/?asOf=2001-01-01");
        await Expect(visit.Page.Locator(".stage-card.landed .value")).ToContainTextAsync("0");
        await Expect(visit.Page.GetByText("到这一天还没有数据。").First).ToBeVisibleAsync();

        await visit.Page.GotoAsync("/?asOf=2024-02-30");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("日期应写成");
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Is_printed_whole_and_exported()
    {
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/?asOf=" + Day, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(visit.Page.Locator(".side")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator(".stage-card.contacted")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".data table")).ToBeVisibleAsync();   // in the place of the chart
        (await visit.Page.PdfAsync(new() { PreferCSSPageSize = true })).Length.ShouldBeGreaterThan(20_000);
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Screen });

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "导出 xlsx" }).ClickAsync());
        download.SuggestedFilename.ShouldBe($"招商漏斗-{Day}.xlsx");
    }

    [Fact]
    public async Task On_the_wall_fills_the_screen_and_refreshes_itself()
    {
        await using var visit = await browser.VisitAsync(Role.Leader, width: 1920);
        await visit.Page.SetViewportSizeAsync(1920, 1080);
        await visit.Page.Clock.InstallAsync();
        await visit.Page.GotoAsync("/wall");
        await Expect(visit.Page.Locator(".wall-figure.contacted .big")).ToBeVisibleAsync();
        (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight")).ShouldBeLessThanOrEqualTo(0);

        var again = visit.Page.WaitForRequestAsync("**/wall");
        await visit.Page.Clock.FastForwardAsync(25_000);
        (await again).Headers.ContainsKey("hx-request").ShouldBeTrue();
        await Expect(visit.Page.Locator(".wall-figure.contacted .big")).ToBeVisibleAsync();
        visit.ShouldBeQuiet();
    }
}
