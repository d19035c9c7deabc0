using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>What specs of the page to log contacts do over and over: somebody with an account of their own, enterprises of theirs, and one contact as a thumb does it.</summary>
internal static class ContactPages
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Somebody new, signed in; with enterprises that they contacted lately, by name.</summary>
    public static async Task<(Visit Visit, string Account, IReadOnlyList<string> Enterprises)> SomebodyAsync(this Browser browser, int enterprises = 1, int width = 390, bool scripts = true, string? nextStepOn = null)
    {
        var account = await browser.AccountAsync();
        var names = new List<string>();
        using var client = new HttpClient { BaseAddress = new Uri(browser.Url) };
        client.DefaultRequestHeaders.Add(LocalToken.SecretHeader, Api.Local.Secret);
        client.DefaultRequestHeaders.Add(LocalToken.OperatorHeader, Uri.EscapeDataString(account));

        for (var i = 0; i < enterprises; i++)
        {
            names.Add(Given.Own("陇东数据") + "号有限公司");
            using var registered = await client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(names[i]), Stop);
            var id = (await registered.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("enterpriseId").GetGuid();
            using var contacted = await client.PostAsJsonAsync(
                "/api/contacts", new { enterpriseId = id, on = "2024-03-05", method = "走访", performedBy = account, content = "初次走访", nextStep = nextStepOn is null ? null : "寄送方案", nextStepOn }, Stop);
            contacted.EnsureSuccessStatusCode();
        }

        await browser.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(Stop);
        var visit = await browser.VisitAsync(role: null, width, scripts);
        await visit.SignInAsync(account, Browser.Password);

        return (visit, account, names);
    }

    public static async Task<string> AccountAsync(this Browser browser)
    {
        var account = Given.Own("专员");
        await browser.Services.GetRequiredService<Accounts>().AddAsync(account, Role.Staff, Browser.Password, by: null, Stop);

        return account;
    }

    /// <summary>Opens the page, and waits until the phone can do without a network.</summary>
    public static async Task OpenContactAsync(this IPage page)
    {
        await page.GotoAsync("/contact");
        await Expect(page.GetByText("离线可用")).ToBeVisibleAsync();
    }

    /// <summary>One contact as a thumb does it: whom, how, what, done.</summary>
    public static async Task LogAsync(this IPage page, string enterprise, string words)
    {
        await page.Choice(enterprise).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "电话", Exact = true }).ClickAsync();
        await page.GetByLabel("谈了什么").FillAsync(words);
        await page.Button("登记对接").ClickAsync();
        await Expect(page.Locator("[data-told]")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("谈了什么")).ToHaveValueAsync("");
    }

    public static ILocator Choice(this IPage page, string enterprise) => page.GetByRole(AriaRole.Radio, new() { Name = enterprise });

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Waiting(this IPage page) => page.Locator("[data-waiting-list]");

    /// <summary>Who recorded contacts of that content, once each.</summary>
    public static async Task<IReadOnlyList<string>> RecordedByAsync(this Browser browser, string content)
    {
        await using var ask = browser.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand($"select user_name from {EventStore.Schema}.mt_events where type = 'contact_logged' and data ->> 'content' = $1");
        ask.Parameters.Add(new() { Value = content });
        await using var rows = await ask.ExecuteReaderAsync(Stop);
        var all = new List<string>();

        while (await rows.ReadAsync(Stop))
        {
            all.Add(rows.GetString(0));
        }

        return all;
    }
}
