using Microsoft.Playwright;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Ledgers;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>What was wrong is put right by page, with a reason, and nothing of it is lost.</summary>
[Collection(Browser.Name)]
public class CorrectingByPage(Browser browser)
{
    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, true)]
    [InlineData(1440, false)]
    public async Task An_entry_is_corrected_and_then_retracted(int width, bool scripts)
    {
        var enterprise = await browser.RegisteredAsync();
        await browser.DoneAsync(new LogContact(enterprise, new DateOnly(2026, 6, 15), "走访", "李四", "洽谈算力租赁"));
        await using var visit = await browser.VisitAsync(Role.Staff, width, scripts);
        var page = visit.Page;

        await page.GotoAsync($"/enterprises/{enterprise}");
        await page.GetByRole(AriaRole.Link, new() { Name = "更正或撤回" }).First.ClickAsync();
        await Expect(page.Locator("#On")).ToHaveValueAsync("2026-06-15");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "走访", Exact = true })).ToBeCheckedAsync();
        await page.Locator("#On").FillAsync("2026-06-16");
        await page.Locator("#Reason").FillAsync("日期录错");
        await page.GetByRole(AriaRole.Button, new() { Name = "更正", Exact = true }).ClickAsync();
        await Expect(page.Locator("#history del")).ToContainTextAsync("2026-06-15");
        await Expect(page.Locator("#history")).ToContainTextAsync("日期录错");
        await Expect(page.Locator(".track")).ToContainTextAsync("2026-06-16");

        await page.GetByRole(AriaRole.Link, new() { Name = "更正或撤回" }).First.ClickAsync();
        await page.Locator("#Reason").FillAsync("没有谈过");
        await page.GetByRole(AriaRole.Button, new() { Name = "撤回这一条" }).ClickAsync();
        await Expect(page.Locator("#history del")).ToHaveCountAsync(2);
        await Expect(page.Locator(".track .done")).ToHaveCountAsync(0);
        await visit.ShouldFitAsync();
        visit.ShouldBeQuiet();

        if (scripts)
        {
            await visit.ShouldBeAccessibleAsync();
        }
    }

    [Fact]
    public async Task Without_a_reason_it_says_so_beside_the_field_and_keeps_what_was_typed()
    {
        var enterprise = await browser.RegisteredAsync();
        await browser.DoneAsync(new LogContact(enterprise, new DateOnly(2026, 6, 15), "走访", "李四", "洽谈"));
        await using var visit = await browser.VisitAsync(Role.Staff, scripts: false);
        await visit.Page.GotoAsync($"/enterprises/{enterprise}");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "更正或撤回" }).First.ClickAsync();
        await visit.Page.Locator("#Content").FillAsync("改过的内容");
        await visit.Page.Locator("#Reason").FillAsync("　");   // white space: a browser lets it through
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "更正", Exact = true }).ClickAsync();

        await Expect(visit.Page.Locator("#Reason-says")).ToContainTextAsync("请写明原因");
        await Expect(visit.Page.Locator("#Content")).ToHaveValueAsync("改过的内容");
    }

    [Fact]
    public async Task Two_enterprises_are_merged_and_parted_again()
    {
        var (one, other) = (await browser.RegisteredAsync(), await browser.RegisteredAsync());
        await browser.DoneAsync(new LogContact(other, new DateOnly(2026, 6, 15), "走访", "李四", "洽谈"));
        await using var visit = await browser.VisitAsync(Role.Staff);
        var page = visit.Page;
        (await (await page.Context.APIRequest.GetAsync("/contact/enterprises.json")).TextAsync()).ShouldContain(other.ToString());

        await page.GotoAsync($"/enterprises/{other}/merge?into={one}");
        await visit.ShouldBeAccessibleAsync();
        await page.Locator("#Reason").FillAsync("同一家企业");
        await page.GetByRole(AriaRole.Button, new() { Name = "合并", Exact = true }).ClickAsync();
        await Expect(page.Locator(".track .done")).ToHaveCountAsync(1);
        await Expect(page.Locator("#history")).ToContainTextAsync("记在并入的企业");

        // Nobody is offered the one that is no more.
        var offered = await (await visit.Page.Context.APIRequest.GetAsync("/contact/enterprises.json")).TextAsync();
        offered.ShouldNotContain(other.ToString());

        await page.GotoAsync($"/enterprises/{other}");
        await Expect(page.Locator(".notice.warn")).ToContainTextAsync("已并入另一家");
        await page.GetByRole(AriaRole.Link, new() { Name = "撤销合并" }).ClickAsync();
        await page.Locator("#Reason").FillAsync("是两家");
        await page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(page.Locator(".notice.warn")).ToHaveCountAsync(0);
        await Expect(page.Locator("#history")).ToContainTextAsync("撤销并入");
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_ledger_is_undone_and_what_became_of_it_is_told()
    {
        await browser.ImportAsync(SmallLedger.Of(
            ("企业", [SmallLedger.Enterprises, "庆阳撤销科技有限公司,,上海市,环县,人工智能,上门来访,"]), ("对接", [SmallLedger.Contacts, "庆阳撤销科技有限公司,,2026-06-15,走访,王勇,,,谈算力"])), "要撤销的.zip");
        await using var visit = await browser.VisitAsync(Role.Staff);
        var page = visit.Page;

        await page.GotoAsync("/ledgers");
        await page.GetByRole(AriaRole.Link, new() { Name = "要撤销的.zip" }).First.ClickAsync();
        await page.GetByText("撤销这份台账的入账").ClickAsync();
        await page.Locator("#undo-reason").FillAsync("交错了文件");
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销入账" }).ClickAsync();

        await Expect(page.Locator(".notice.warn")).ToContainTextAsync("撤销了这份台账（交错了文件）");
        await UntilAsync(async () =>
        {
            await page.ReloadAsync();
            await Expect(page.Locator(".notice.warn")).ToContainTextAsync("1 / 1 家企业已处理，冲销 2 条");
        });
        visit.ShouldBeQuiet();
    }

    /// <summary>Until it is so, looked at again: the undoing runs in the background.</summary>
    private static async Task UntilAsync(Func<Task> holds)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await holds();

                return;
            }
            catch (PlaywrightException) when (attempt < 3)
            {
                // Not yet.
            }
        }
    }
}
