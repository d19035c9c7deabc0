using Microsoft.Playwright;
using Qingyang.Investment.Web.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>What waits on a phone belongs to the account that typed it.</summary>
[Collection(Browser.Name)]
public class KeepingContactsOfAnAccount(Browser browser)
{
    [Fact]
    public async Task Does_not_send_them_as_another_who_signed_in()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync();
        await using var _ = visit;
        var (page, words, other) = (visit.Page, Given.Own("甲写的"), await browser.AccountAsync());
        await page.OpenContactAsync();
        await visit.Context.SetOfflineAsync(true);
        await page.LogAsync(enterprises[0], words);
        await page.GotoAsync("about:blank");
        await visit.Context.ClearCookiesAsync();
        await visit.Context.SetOfflineAsync(false);

        await visit.SignInAsync(other, Browser.Password);
        await page.OpenContactAsync();
        await Expect(page.Waiting()).ToContainTextAsync($"{account} 1");
        await Expect(page.Waiting()).Not.ToContainTextAsync(words);
        (await browser.RecordedByAsync(words)).ShouldBeEmpty();

        await visit.Context.ClearCookiesAsync();
        await visit.SignInAsync(account, Browser.Password);
        await page.OpenContactAsync();
        await Expect(page.Waiting()).ToBeHiddenAsync();
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
    }

    [Fact]
    public async Task The_server_turns_away_what_another_typed()
    {
        var (visit, account, _) = await browser.SomebodyAsync();
        await using var closing = visit;
        var words = Given.Own("冒名");

        var answer = await visit.Context.APIRequest.PostAsync("/api/contacts", new()
        {
            DataObject = Given.AContact(Guid.CreateVersion7(), content: words),
            Headers = new Dictionary<string, string> { [TypedBy.Header] = Uri.EscapeDataString("另一个人") },
        });
        var own = await visit.Context.APIRequest.PostAsync("/api/contacts", new()
        {
            DataObject = Given.AContact(Guid.CreateVersion7(), content: words),
            Headers = new Dictionary<string, string> { [TypedBy.Header] = Uri.EscapeDataString(account) },
        });

        answer.Status.ShouldBe(403);
        (await answer.TextAsync()).ShouldContain(TypedBy.Reason);
        own.Status.ShouldBe(404);   // heard: there is no such enterprise
    }

    [Fact]
    public async Task Asks_to_sign_in_when_the_session_is_over_and_sends_then()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync();
        await using var _ = visit;
        var (page, words) = (visit.Page, Given.Own("过期之后"));
        await page.OpenContactAsync();
        await visit.Context.ClearCookiesAsync();
        await page.LogAsync(enterprises[0], words);
        await Expect(page.Waiting()).ToContainTextAsync("等待登录");

        await page.GetByRole(AriaRole.Link, new() { Name = "现在登录" }).ClickAsync();
        await page.GetByLabel("账户名").FillAsync(account);
        await page.GetByLabel("密码").FillAsync(Browser.Password);
        await page.Button("登录").ClickAsync();

        await Expect(page).ToHaveURLAsync(browser.Url + "/contact");
        await Expect(page.GetByText("离线可用")).ToBeVisibleAsync();
        await Expect(page.Waiting()).ToBeHiddenAsync();
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
    }

    [Fact]
    public async Task Warns_before_signing_out_and_shows_on_every_page_how_many_wait()
    {
        var (visit, _, enterprises) = await browser.SomebodyAsync();
        await using var closing = visit;
        visit.Expected = [503];
        var page = visit.Page;
        await page.OpenContactAsync();
        await visit.Context.RouteAsync("**/api/contacts", route => route.FulfillAsync(new() { Status = 503 }));
        await page.LogAsync(enterprises[0], Given.Own("还没发出"));
        await page.GotoAsync("/me");
        await Expect(page.Locator(".tabbar .badge")).ToHaveTextAsync("1条对接还没有发送");

        await page.Button("退出登录").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("还有对接没有发送");
        await page.Button("先不退出").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(browser.Url + "/me");

        await page.Button("退出登录").ClickAsync();
        await page.Button("仍要退出").ClickAsync();
        await Expect(page).ToHaveURLAsync(browser.Url + "/sign-in");
        visit.ShouldBeQuiet();
    }

    [Theory]
    [InlineData("/sw.js", "text/javascript")]
    [InlineData("/manifest.webmanifest", "application/manifest+json")]
    public async Task Strangers_get_what_makes_it_installable(string path, string type)
    {
        await using var visit = await browser.VisitAsync(role: null);

        var answer = await visit.Context.APIRequest.GetAsync(path);

        answer.Status.ShouldBe(200);
        answer.Headers["content-type"].ShouldStartWith(type);
    }
}
