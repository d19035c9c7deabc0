using System.Text.Json;
using Microsoft.Playwright;
using Qingyang.Investment.Specs.Pages;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>In a real browser.</summary>
public sealed class TryingTheApi
{
    [Fact]
    public async Task Asks_a_question_on_the_page_under_a_strict_policy_and_without_leaving_the_machine()
    {
        await using var data = new DataFolder();
        var url = QyProcess.FreeUrl();
        await using var server = QyProcess.Start(data.Path, url, "run", "--empty");
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await server.AnswersAsync(client);
        var account = JsonElement.Parse((await QyProcess.RunAsync(data.Path, "add-account", "试用", "--role", "auditor", "--json")).Output);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Browser.Chromium);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var (troubles, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) => troubles.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => troubles.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error(`${e.violatedDirective} ${e.sourceFile} ${e.blockedURI}`))");

        await page.GotoAsync(url + "/api/docs/");   // leads to the door, and from there back
        await page.GetByLabel("账户名").FillAsync("试用");
        await page.GetByLabel("密码").FillAsync(account.GetProperty("password").GetString()!);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.WaitForURLAsync(url + "/api/docs/");
        await page.GotoAsync("about:blank");   // else only the fragment changes, and nothing is loaded
        var answer = await page.GotoAsync(url + "/api/docs/#tag/漏斗/GET/api/funnel");

        var policy = (await answer!.AllHeadersAsync())["content-security-policy"];
        policy.ShouldStartWith("default-src 'none'; script-src 'nonce-");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("http");

        await page.GetByRole(AriaRole.Button, new() { Name = "测试请求 (get /api/funnel)", Exact = true }).ClickAsync();
        var asked = page.WaitForResponseAsync(x => x.Url.Contains("/api/funnel?", StringComparison.Ordinal) || x.Url.EndsWith("/api/funnel", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "发送" }).First.ClickAsync();
        (await asked).Status.ShouldBe(200);

        requests.Where(x => !x.StartsWith(url + "/", StringComparison.Ordinal) && !x.StartsWith("data:", StringComparison.Ordinal) && !x.StartsWith("blob:", StringComparison.Ordinal)).ShouldBeEmpty();
        troubles.ShouldBeEmpty();
    }
}
