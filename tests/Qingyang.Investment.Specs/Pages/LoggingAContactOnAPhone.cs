using System.Globalization;
using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

[Collection(Browser.Name)]
public class LoggingAContactOnAPhone(Browser browser)
{
    [Fact]
    public async Task Takes_three_taps_and_the_words_for_a_recent_enterprise()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync(enterprises: 2);
        await using var _ = visit;
        var (page, words) = (visit.Page, Given.Own("谈了机房用电"));
        await page.GotoAsync("/contact");

        await page.Choice(enterprises[0]).TapAsync();
        await Expect(page.Choice(enterprises[1])).ToBeHiddenAsync();   // the list makes place
        await page.GetByRole(AriaRole.Radio, new() { Name = "走访", Exact = true }).TapAsync();
        await Expect(page.GetByLabel("谈了什么")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(words);
        await page.Button("登记对接").TapAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已记录： " + enterprises[0]);
        await Expect(page.Choice(enterprises[1])).ToBeVisibleAsync();   // ready for the next
        await Expect(page.GetByLabel("谈了什么")).ToHaveValueAsync("");
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
        await visit.ShouldBeAccessibleAsync();
        await visit.ShouldFitAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Goes_by_the_keyboard_alone_on_a_desk()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync(width: 1440);
        await using var _ = visit;
        var (page, words) = (visit.Page, Given.Own("键盘登记"));
        await page.GotoAsync("/contact");

        await TabToAsync(page, "#q");
        await page.Keyboard.TypeAsync(enterprises[0]);
        await Expect(page.Locator("[data-rows=found] .choice")).ToHaveCountAsync(1);
        await TabToAsync(page, "[name=EnterpriseId]");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "[name=Method]");
        await page.Keyboard.PressAsync("ArrowRight");
        await TabToAsync(page, "[name=When]");
        await page.Keyboard.PressAsync("ArrowRight");
        await TabToAsync(page, "#Content");
        await page.Keyboard.TypeAsync(words);
        await TabToAsync(page, "[name=Then]");
        await page.Keyboard.PressAsync("ArrowRight");
        await TabToAsync(page, "#NextStep");
        await page.Keyboard.TypeAsync("寄合同");
        await TabToAsync(page, ".send button");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已记录： " + enterprises[0]);
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Works_without_scripts_and_tells_what_is_missing_beside_its_field()
    {
        var (visit, account, enterprises) = await browser.SomebodyAsync(scripts: false);
        await using var _ = visit;
        var (page, words) = (visit.Page, Given.Own("没有脚本"));
        await page.GotoAsync("/contact?q=" + Uri.EscapeDataString(enterprises[0]));

        await page.Choice(enterprises[0]).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "会议" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "其他" }).First.CheckAsync();
        await page.GetByLabel("谈了什么").FillAsync(words);
        await page.Button("登记对接").ClickAsync();
        await Expect(page.Locator("#On-says")).ToHaveTextAsync("请选择日期。");
        await Expect(page.GetByLabel("谈了什么")).ToHaveValueAsync(words);

        await page.Locator("#On").FillAsync("2024-06-03");
        await page.Button("登记对接").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("已记录： " + enterprises[0]);
        (await browser.RecordedByAsync(words)).ShouldBe([account]);
    }

    [Fact]
    public async Task Puts_first_what_is_due()
    {
        var today = BusinessDay.Today(TimeProvider.System).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (visit, _, enterprises) = await browser.SomebodyAsync(nextStepOn: today);
        await using var closing = visit;
        await visit.Page.GotoAsync("/contact");

        await Expect(visit.Page.Locator("[data-rows=due] .choice")).ToContainTextAsync($"{enterprises[0]}{today} 寄送方案今天到期");
        await Expect(visit.Page.Locator("[data-rows=recent] .choice")).ToHaveCountAsync(0);   // each enterprise stands there once
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_the_page_is_closed()
    {
        var (visit, _, enterprises) = await browser.SomebodyAsync();
        await using var closing = visit;
        await visit.Page.GotoAsync("/contact");
        await visit.Page.Choice(enterprises[0]).TapAsync();
        await visit.Page.GetByLabel("谈了什么").FillAsync("写到一半");
        await visit.Page.CloseAsync();

        var page = await visit.Context.NewPageAsync();
        await page.GotoAsync("/contact");

        await Expect(page.GetByLabel("谈了什么")).ToHaveValueAsync("写到一半");
        await Expect(page.Choice(enterprises[0])).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Is_not_for_those_who_may_not_record()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor);
        visit.Expected = [403];
        await visit.Page.GotoAsync("/contact");

        await visit.Page.WaitForURLAsync(url => url == browser.Url + "/forbidden?back=%2Fcontact");
        (await visit.Context.APIRequest.GetAsync("/contact/enterprises.json", new() { MaxRedirects = 0 })).Status.ShouldBe(302);
    }

    /// <summary>Goes on with Tab, as somebody without a mouse.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");

            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"Nobody comes to {selector} with the Tab key.");
    }
}
