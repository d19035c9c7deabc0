using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

[Collection(Browser.Name)]
public class LoggingAContactWithoutANetwork(Browser browser)
{
    [Fact]
    public async Task Ten_contacts_with_the_network_off_and_on_and_the_page_closed_and_opened_are_in_the_log_once_each()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync(enterprises: 3);
        await using var _ = visit;
        var (page, chance) = (visit.Page, new Random(20_261_124));
        var words = Enumerable.Range(0, 10).Select(_ => Given.Own("断网时谈的")).ToList();
        var isOffline = true;
        await page.OpenContactAsync();
        await visit.Context.SetOfflineAsync(true);
        (await page.EvaluateAsync<bool>("fetch('/health', { cache: 'no-store' }).then(() => true, () => false)")).ShouldBeFalse();

        foreach (var said in words)
        {
            if (chance.Next(3) == 0)
            {
                await visit.Context.SetOfflineAsync(isOffline = !isOffline);
            }

            if (chance.Next(3) == 0)
            {
                await page.CloseAsync();
                page = await visit.Context.NewPageAsync();
                await page.GotoAsync("/contact");
            }

            await page.LogAsync(enterprises[chance.Next(3)], said);
        }

        await visit.Context.SetOfflineAsync(true);
        await page.LogAsync(enterprises[0], "最后一次断网");
        await Expect(page.Waiting()).ToContainTextAsync("最后一次断网");
        await visit.Context.SetOfflineAsync(false);
        await Expect(page.Waiting()).ToBeHiddenAsync();

        foreach (var said in words)
        {
            (await browser.RecordedByAsync(said)).ShouldBe([account]);
        }
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_it_was_recorded_is_asked_for_again_and_it_stays_one()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync();
        await using var _ = visit;
        var (page, words, lost, keys) = (visit.Page, Given.Own("回答丢了"), 0, new ConcurrentBag<string>());
        await page.OpenContactAsync();
        await visit.Context.RouteAsync("**/api/contacts", async route =>
        {
            keys.Add(route.Request.Headers["idempotency-key"]);

            if (Interlocked.Increment(ref lost) > 2)
            {
                await route.ContinueAsync();

                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });

        await page.LogAsync(enterprises[0], words);

        await Expect(page.Waiting()).ToBeHiddenAsync();
        lost.ShouldBe(3);
        keys.Distinct().ShouldHaveSingleItem();   // the log would hold it once by its content too
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
    }

    [Fact]
    public async Task Two_windows_send_it_once()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync();
        await using var _ = visit;
        var (page, words, sent) = (visit.Page, Given.Own("两个窗口"), new List<IRequest>());
        await page.OpenContactAsync();
        var second = await visit.Context.NewPageAsync();
        await second.OpenContactAsync();
        await visit.Context.SetOfflineAsync(true);
        await page.LogAsync(enterprises[0], words);
        await Expect(second.Waiting()).ToContainTextAsync(words);
        visit.Context.Request += (_, request) => sent.Add(request);
        await visit.Context.SetOfflineAsync(false);

        await Expect(page.Waiting()).ToBeHiddenAsync();
        await Expect(second.Waiting()).ToBeHiddenAsync();
        sent.Count(x => x is { Method: "POST", Failure: null } && x.Url.EndsWith("/api/contacts", StringComparison.Ordinal)).ShouldBe(1);
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
    }

    [Fact]
    public async Task What_was_refused_is_told_with_what_was_typed_and_is_mended()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync();
        await using var _ = visit;
        visit.Expected = [400];
        var (page, words) = (visit.Page, Given.Own("补上的话"));
        await page.OpenContactAsync();
        await page.LogAsync(enterprises[0], "　");
        await Expect(page.Waiting()).ToContainTextAsync("请填写对接内容。");
        await Expect(page.Waiting()).ToContainTextAsync("没有被接受");
        await page.ReloadAsync();

        await page.Button("修改后再发").ClickAsync();
        await Expect(page.Choice(enterprises[0])).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "电话", Exact = true })).ToBeCheckedAsync();
        await page.GetByLabel("谈了什么").FillAsync(words);
        await page.Button("登记对接").ClickAsync();

        await Expect(page.Waiting()).ToBeHiddenAsync();
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_page_that_needs_a_network_says_so_and_leads_here()
    {
        var (visit, _, enterprises) = await browser.SomebodyAsync();
        await using var closing = visit;
        await visit.Page.OpenContactAsync();
        await visit.Context.SetOfflineAsync(true);
        await visit.Page.GotoAsync("/accounts");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "没有网络" })).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "登记对接" }).ClickAsync();

        await Expect(visit.Page.Choice(enterprises[0])).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("现在没有网络")).ToBeVisibleAsync();
        await visit.Page.Locator("#q").FillAsync("没有这家");
        await Expect(visit.Page.GetByText("没有网络时只能选已有的企业")).ToBeVisibleAsync();
        await visit.ShouldFitAsync();
    }

    [Fact]
    public async Task The_browser_keeps_nothing_that_says_who_was_here_among_pages()
    {
        var (visit, account, _) = await browser.SomebodyAsync();
        await using var closing = visit;
        await visit.Page.OpenContactAsync();

        var kept = await visit.Page.EvaluateAsync<string[]>(
            "caches.keys().then(async names => (await Promise.all(names.map(async n => { const c = await caches.open(n); return Promise.all((await c.keys()).map(async r => new URL(r.url).pathname + ' ' + await (await c.match(r)).text())); }))).flat())");

        kept.ShouldContain(x => x.StartsWith("/contact/offline ", StringComparison.Ordinal));
        kept.ShouldAllBe(x => !x.Contains(account) && !x.StartsWith("/api", StringComparison.Ordinal));
    }
}
