using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Ledgers;
using static Microsoft.Playwright.Assertions;
using static Qingyang.Investment.Specs.Pages.LedgerPages;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>A ledger is handed in, looked at, corrected in place, confirmed and found in the funnel: on a desk and a phone, by keyboard alone, without scripts.</summary>
[Collection(Browser.Name)]
public sealed class HandingInALedgerByPage(Browser browser)
{
    [Theory]
    [InlineData(1440, true, "庆阳页甲数据有限公司")]
    [InlineData(390, true, "庆阳页乙数据有限公司")]
    [InlineData(1440, false, "庆阳页丙数据有限公司")]
    [InlineData(390, false, "庆阳页丁数据有限公司")]
    public async Task Is_corrected_in_place_confirmed_and_found_in_the_funnel(int width, bool scripts, string name)
    {
        await using var visit = await browser.VisitAsync(Role.Staff, width, scripts);
        var before = await ContactedAsync();
        var page = await HandInAsync(visit, Ledger(name));
        await Expect(page.Locator("#verdicts").GetByRole(AriaRole.Link, new() { Name = "日期写法 1" })).ToBeVisibleAsync();

        // Half of it mended: told anew, and what was typed stays.
        await Row(page, First).GetByLabel("对接日期").FillAsync("2024-02-29");
        await Row(page, First).GetByRole(AriaRole.Button, new() { Name = "保存更正" }).ClickAsync();
        await Expect(Row(page, First)).ToContainTextAsync(Browser.NameOf(Role.Staff) + " 更正于");
        await Expect(Row(page, First).GetByLabel("对接日期")).ToHaveValueAsync("2024-02-29");
        await Expect(Row(page, First).GetByLabel("对接方式")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Row(page, First).GetByRole(AriaRole.Status)).ToHaveTextAsync("退回");

        await Row(page, First).GetByLabel("对接方式").FillAsync("走访");
        await Row(page, First).GetByRole(AriaRole.Button, new() { Name = "保存更正" }).ClickAsync();
        await Expect(Row(page, First).GetByRole(AriaRole.Status)).ToHaveTextAsync("将入账");
        await Expect(page.Locator("#verdicts tfoot td").First).ToHaveTextAsync("3");

        await Row(page, Second).GetByRole(AriaRole.Button, new() { Name = "留在外面" }).ClickAsync();
        await Expect(Row(page, Second).GetByRole(AriaRole.Status)).ToHaveTextAsync("留在外面");
        await page.GetByRole(AriaRole.Button, new() { Name = "确认入账" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "结果" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Row, new() { Name = "对接" }).First.GetByRole(AriaRole.Link, new() { Name = "2", Exact = true }).ClickAsync();
        await Expect(page.Locator("#rows tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("#rows").GetByRole(AriaRole.Link, new() { Name = name }).First).ToBeVisibleAsync();
        (await ContactedAsync()).ShouldBe(before + 1);
        await visit.ShouldFitAsync();
        visit.ShouldBeQuiet();

        if (scripts)
        {
            await visit.ShouldBeAccessibleAtOnceAsync();
        }
    }

    [Fact]
    public async Task By_keyboard_alone()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/ledgers");
        await page.Locator("#file").SetInputFilesAsync(File(Ledger("庆阳页戊数据有限公司")));   // the browser's own dialog is not the page's
        await PressAsync(page, "上传并查看结果");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "如果确认，会怎样" })).ToBeVisibleAsync();

        await TabToAsync(page, "cell:对接日期");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("2024-02-29");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("走访");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(page, First).GetByRole(AriaRole.Status)).ToHaveTextAsync("将入账");
        await Expect(Row(page, First)).ToBeFocusedAsync();   // not thrown back to the top of the page

        await PressAsync(page, "确认入账", "Shift+Tab");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "结果" })).ToBeVisibleAsync();
        visit.ShouldBeQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Says_beside_the_field_what_is_wrong_with_the_file(bool scripts)
    {
        await using var visit = await browser.VisitAsync(scripts: scripts);
        await visit.Page.GotoAsync("/ledgers");

        foreach (var (content, sentence) in new[] { ("hello"u8.ToArray(), "这不是 xlsx 工作簿"), (SmallLedger.Of(("对接", ["企业名称,对接日期", "甲,2024-01-01"])), "表缺少列") })
        {
            await visit.Page.Locator("#file").SetInputFilesAsync(File(content));
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "上传并查看结果" }).ClickAsync();
            await Expect(visit.Page.Locator("#file-says")).ToContainTextAsync(sentence);
            await Expect(visit.Page.Locator("#file")).ToHaveAttributeAsync("aria-invalid", "true");
        }

        visit.ShouldBeQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Says_beside_the_field_that_a_file_is_too_large(bool scripts)
    {
        var large = Path.Combine(Api.Folder, $"large-{scripts}.xlsx");
        await System.IO.File.WriteAllBytesAsync(large, new byte[(64 << 20) + 1], TestContext.Current.CancellationToken);
        await using var visit = await browser.VisitAsync(scripts: scripts);
        await visit.Page.GotoAsync("/ledgers");
        await visit.Page.Locator("#file").SetInputFilesAsync(large);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "上传并查看结果" }).ClickAsync();

        await Expect(visit.Page.Locator("#file-says")).ToContainTextAsync("文件超过 64 MB", new() { Timeout = 60_000 });
    }

    private async Task<long> ContactedAsync()
    {
        var clock = browser.Services.GetRequiredService<TimeProvider>();

        return (await browser.Services.GetRequiredService<FunnelQuestion>().AskAsync(Basis.Of(BusinessDay.Today(clock)), GroupBy.County, TestContext.Current.CancellationToken))!.Contacted;
    }

    private static async Task PressAsync(IPage page, string button, string towards = "Tab")
    {
        await TabToAsync(page, button, towards);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes on until it stands on the field of that name, or the button with those words.</summary>
    private static async Task TabToAsync(IPage page, string what, string towards = "Tab")
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync(towards);

            if (await page.EvaluateAsync<bool>("what => { const e = document.activeElement; return e.name === what || (e.tagName === 'BUTTON' && e.textContent.trim().startsWith(what)); }", what))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The keyboard does not get to {what}.");
    }
}
