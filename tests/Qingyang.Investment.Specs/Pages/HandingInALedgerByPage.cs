using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Ledgers;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>A ledger is handed in, looked at, corrected in place, confirmed and found in the funnel: on a desk and a phone, by keyboard alone, without scripts.</summary>
[Collection(Browser.Name)]
public sealed class HandingInALedgerByPage(Browser browser)
{
    private const string First = "对接 第 3 行", Second = "对接 第 4 行";

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
        await page.GetByRole(AriaRole.Button, new() { Name = "确认入账" }).ClickAsync();

        await Expect(page.GetByText("一行也没有入账")).ToBeVisibleAsync();
        await Expect(Row(page, First).GetByRole(AriaRole.Button, new() { Name = "保存更正" })).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载退回的行" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("退回-小台账.xlsx");
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

    [Fact]
    public async Task Is_seen_by_everybody_and_touched_only_by_those_who_may()
    {
        await using var staff = await browser.VisitAsync();
        var place = (await HandInAsync(staff, Ledger("庆阳页辛数据有限公司"))).Url;
        await using var auditor = await browser.VisitAsync(Role.Auditor, 390, colours: ColorScheme.Dark);
        await auditor.Page.GotoAsync(place);

        await Expect(Row(auditor.Page, First)).ToContainTextAsync("托梦");
        await Expect(auditor.Page.Locator("main button")).ToHaveCountAsync(0);
        await auditor.ShouldBeAccessibleAsync();
        await auditor.ShouldFitAsync();
        await auditor.Page.GotoAsync("/ledgers");
        await Expect(auditor.Page.Locator("#file")).ToHaveCountAsync(0);
        await auditor.Page.GotoAsync("/ledgers/00000000-0000-0000-0000-000000000001");
        await Expect(auditor.Page.GetByText("没有这份台账")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Looks_right_to_axe_while_it_is_a_draft(int width, ColorScheme colours)
    {
        await using var visit = await browser.VisitAsync(Role.Staff, width, colours: colours);
        var page = await HandInAsync(visit, Ledger("庆阳页壬数据有限公司"));
        await page.GetByText("丢弃草稿").ClickAsync();

        await visit.ShouldBeAccessibleAsync();
        await visit.ShouldFitAsync();
        (await page.Locator("[style], script:not([src]), style").CountAsync()).ShouldBe(0);
    }

    /// <summary>One enterprise, a good contact, one with two faults, and one of an enterprise that nobody knows.</summary>
    private static byte[] Ledger(string name) => SmallLedger.Of(
        ("企业", [SmallLedger.Enterprises, $"{name},,上海市,环县,人工智能,上门来访,"]),
        ("对接", [SmallLedger.Contacts, $"{name},,2024-03-05,走访,王勇,,,谈算力", $"{name},,2024-02-30,托梦,王勇,,,谈用地", "庆阳页无此公司,,2024-03-06,电话,王勇,,,谈电价"]));

    private static FilePayload File(byte[] content) => new() { Name = "小台账.zip", MimeType = "application/zip", Buffer = content };

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name });

    private static async Task<IPage> HandInAsync(Visit visit, byte[] content)
    {
        await visit.Page.GotoAsync("/ledgers");
        await visit.Page.Locator("#file").SetInputFilesAsync(File(content));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "上传并查看结果" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "如果确认，会怎样" })).ToBeVisibleAsync();

        return visit.Page;
    }

    private async Task<long> ContactedAsync()
    {
        var clock = browser.Services.GetRequiredService<TimeProvider>();

        return (await browser.Services.GetRequiredService<FunnelQuestion>().AskAsync(BusinessDay.Today(clock), GroupBy.County, knownAt: null, TestContext.Current.CancellationToken))!.Contacted;
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
