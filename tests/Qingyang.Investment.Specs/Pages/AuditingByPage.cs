using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>An auditor does each of these alone.</summary>
[Collection(Browser.Name)]
public class AuditingByPage(Browser browser)
{
    [Fact]
    public async Task Sees_that_a_late_entry_changes_what_is_known_now_and_not_what_was_known_then()
    {
        var position = (await browser.Services.GetRequiredService<ReadModelPosition>().FindAsync(TestContext.Current.CancellationToken)).Position;
        var chain = Given.AChain();
        var enterprise = await browser.RegisteredAsync(chain);
        await browser.DoneAsync(new LogContact(enterprise, new DateOnly(2026, 6, 15), "走访", "李四", "补录"));
        await using var visit = await browser.VisitAsync(Role.Auditor);

        await visit.Page.GotoAsync("/?asOf=2026-06-30");
        var now = await ContactedAsync(visit.Page);
        await visit.Page.GotoAsync($"/?asOf=2026-06-30&knownAt={position}");
        var then = await ContactedAsync(visit.Page);
        await Expect(visit.Page.Locator("#knownAt")).ToHaveValueAsync(position.ToString(System.Globalization.CultureInfo.InvariantCulture));
        now.ShouldBeGreaterThan(then);

        await visit.Page.GotoAsync($"/funnel/changes?thenAsOf=2026-06-30&thenKnownAt={position}&asOf=2026-06-30");
        await Expect(visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "补录" }).Last).ToContainTextAsync(Browser.NameOf(Role.Staff));
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Fixes_a_figure_and_finds_it_by_its_code()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor);
        var page = visit.Page;
        await page.GotoAsync("/funnel/enterprises?stage=landed&county=621022&asOf=2024-06-30");
        await page.GetByRole(AriaRole.Button, new() { Name = "固定成凭证" }).ClickAsync();
        await Expect(page.Locator("h2.code")).ToBeVisibleAsync();
        var code = await page.Locator("h2.code").InnerTextAsync();

        await page.GotoAsync("/certificates");
        await page.GetByLabel("短码").FillAsync(code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "查看" }).ClickAsync();

        await Expect(page.Locator("h2.code")).ToHaveTextAsync(code);
        await Expect(page.GetByText("重新清点相符")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Checks_a_published_table()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor, scripts: false);
        await visit.Page.GotoAsync("/certificates");
        await visit.Page.GetByLabel("文件").SetInputFilesAsync(new FilePayload { Name = "公报.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes("\ufeff指标,日期,分组,数值\n落地,2024-06-30,环县,1000000\n") });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "核对" }).ClickAsync();

        await Expect(visit.Page.GetByText("不符", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Replays_the_log_by_a_button()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor);
        await visit.Page.GotoAsync("/replays");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "重放" }).ClickAsync();

        await Expect(visit.Page.Locator(".tag.ok").First).ToHaveTextAsync("全部一致", new() { Timeout = 60_000 });
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Takes_the_evidence_away_by_a_button()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor);
        await visit.Page.GotoAsync("/audit");

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "导出全部" }).ClickAsync(), new() { Timeout = 90_000 });

        using var pack = await ZipFile.OpenReadAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        pack.Entries.Select(x => x.FullName).ShouldContain("events.ndjson");
    }

    [Fact]
    public async Task Steps_through_a_history_with_the_state_beside_it()
    {
        var enterprise = await browser.RegisteredAsync();
        await browser.DoneAsync(new LogContact(enterprise, new DateOnly(2026, 6, 15), "走访", "李四", "洽谈"));
        await using var visit = await browser.VisitAsync(Role.Auditor);
        await visit.Page.GotoAsync($"/enterprises/{enterprise}/steps");
        await Expect(visit.Page.Locator(".tag").First).ToHaveTextAsync("在册");

        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator(".tag").First).ToHaveTextAsync("对接");
        await visit.ShouldBeAccessibleAsync();

        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(visit.Page.Locator(".tag").First).ToHaveTextAsync("在册");
        visit.ShouldBeQuiet();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Checks_the_proof_of_one_event_in_the_browser(bool altered)
    {
        await using var find = browser.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"select id from {EventStore.Schema}.mt_events where seq_id = 777");
        var id = (Guid)(await find.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        await using var visit = await browser.VisitAsync(Role.Auditor);

        if (altered)
        {
            await visit.Page.RouteAsync("**/api/log/proof/*", async route =>
            {
                var answer = await route.FetchAsync();
                await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"user\":\"演示\"", "\"user\":\"别人\"", StringComparison.Ordinal) });
            });
        }

        await visit.Page.GotoAsync($"/log/{id}");

        await Expect(visit.Page.Locator("[data-proof] .notice")).ToContainTextAsync(altered ? "不相符" : "相符：这个事件就在");
        await visit.ShouldBeAccessibleAsync();
    }

    private static async Task<long> ContactedAsync(IPage page) =>
        long.Parse((await page.Locator(".stage-card.contacted .value a").InnerTextAsync()).Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
}
