using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Ledgers;
using static Microsoft.Playwright.Assertions;
using static Qingyang.Investment.Specs.Pages.LedgerPages;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>A draft on its page: its rows are found, corrected and left alone again; not everybody may touch them.</summary>
[Collection(Browser.Name)]
public sealed class CorrectingADraftByPage(Browser browser)
{
    [Fact]
    public async Task Takes_a_correction_back_and_finds_rows_by_sheet_reason_and_page()
    {
        await using var visit = await browser.VisitAsync(scripts: false);
        string[] many = [.. Enumerable.Range(1, 30).Select(x => $"庆阳页己数据有限公司,,2024-13-{x},走访,王勇,,,第 {x} 次")];
        var page = await HandInAsync(visit, SmallLedger.Of(
            ("企业", [SmallLedger.Enterprises, "庆阳页己数据有限公司,,,月亮县,人工智能,上门来访,"]), ("对接", [SmallLedger.Contacts, .. many])));
        await Expect(page.Locator("article")).ToHaveCountAsync(20);
        await page.GetByRole(AriaRole.Link, new() { Name = "下一页" }).ClickAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(11);
        await page.Locator("#verdicts").GetByRole(AriaRole.Link, new() { Name = "县区 1" }).ClickAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(1);

        await page.GetByLabel("意向县区").FillAsync("环县");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存更正" }).ClickAsync();
        await Expect(page.Locator("article").GetByRole(AriaRole.Status)).ToHaveTextAsync("将入账");
        await page.GetByRole(AriaRole.Link, new() { Name = "已更正 1 行" }).ClickAsync();
        await page.GetByText("更正或留在外面").ClickAsync();
        await Expect(page.GetByText("原文：月亮县")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销更正" }).ClickAsync();
        await Expect(page.Locator("article").GetByRole(AriaRole.Status)).ToHaveTextAsync("退回");

        await page.GetByText("丢弃草稿").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "确定丢弃" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("已丢弃");
    }

    [Fact]
    public async Task Is_refused_while_a_row_is_bad_if_all_have_to_be_good_and_stays_open()
    {
        await using var visit = await browser.VisitAsync();
        var page = await HandInAsync(visit, Ledger("庆阳页庚数据有限公司"));
        await page.GetByLabel("全部合格才入账").CheckAsync();
        await Row(page, First).GetByLabel("对接日期").FillAsync("2024-02-29");
        await Row(page, First).GetByRole(AriaRole.Button, new() { Name = "保存更正" }).ClickAsync();
        await Expect(Row(page, First)).ToContainTextAsync("更正于");
        await Expect(page.GetByLabel("全部合格才入账")).ToBeCheckedAsync();   // the counts around it came anew
        await page.GetByRole(AriaRole.Button, new() { Name = "确认入账" }).ClickAsync();

        await Expect(page.GetByText("一行也没有入账")).ToBeVisibleAsync();
        await Expect(Row(page, First).GetByRole(AriaRole.Button, new() { Name = "保存更正" })).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载退回的行" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("退回-小台账.xlsx");
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Looks_right_to_axe_while_it_is_a_draft(int width, ColorScheme colours)
    {
        await using var visit = await browser.VisitAsync(Role.Staff, width, colours: colours);
        var page = await HandInAsync(visit, Ledger("庆阳页壬数据有限公司"));
        await page.GetByText("丢弃草稿").ClickAsync();

        await visit.ShouldBeAccessibleAtOnceAsync();
        await visit.ShouldFitAsync();
        (await page.Locator("[style], script:not([src]), style").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Is_seen_by_everybody_and_touched_only_by_those_who_may()
    {
        await using var staff = await browser.VisitAsync();
        var place = (await HandInAsync(staff, Ledger("庆阳页辛数据有限公司"))).Url;
        await using var auditor = await browser.VisitAsync(Role.Auditor, 390, colours: ColorScheme.Dark);
        await auditor.Page.GotoAsync(place);

        await Expect(Row(auditor.Page, First)).ToContainTextAsync("托梦");
        await Expect(auditor.Page.Locator("main button")).ToHaveCountAsync(0);
        await auditor.ShouldBeAccessibleAtOnceAsync();
        await auditor.ShouldFitAsync();
        await auditor.Page.GotoAsync("/ledgers");
        await Expect(auditor.Page.Locator("#file")).ToHaveCountAsync(0);
        (await auditor.Page.GotoAsync("/ledgers/00000000-0000-0000-0000-000000000001"))!.Status.ShouldBe(404);
    }
}
