using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>The page of one enterprise and what is done from it, as staff do it.</summary>
[Collection(Browser.Name)]
public class WorkingOnAnEnterprise(Browser browser)
{
    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, true)]
    [InlineData(1440, false)]
    public async Task Goes_from_the_books_to_landing(int width, bool scripts)
    {
        await using var visit = await browser.VisitAsync(Role.Staff, width, scripts);
        var (name, number) = (Given.AName(), Given.AnAgreementNumber());
        await RegisterAsync(visit.Page, name);

        await ActAsync(visit.Page, "登记对接", async page =>
        {
            await page.GetByRole(AriaRole.Radio, new() { Name = "走访", Exact = true }).CheckAsync();
            await page.GetByLabel("对接人").FillAsync("李四");
            await page.GetByLabel("内容").FillAsync("洽谈算力租赁");
        });
        await ActAsync(visit.Page, "登记签约", async page =>
        {
            await page.GetByLabel("协议编号").FillAsync(number);
            await page.GetByRole(AriaRole.Radio, new() { Name = "正式合同", Exact = true }).CheckAsync();
            await page.GetByLabel("投资额（万元）").FillAsync("3.66亿元");
        });
        await ActAsync(visit.Page, "登记落地", async page =>
        {
            await page.GetByLabel("协议编号").SelectOptionAsync(number);
            await page.GetByRole(AriaRole.Radio, new() { Name = "注册", Exact = true }).CheckAsync();
        });

        await Expect(visit.Page.Locator(".track .done")).ToHaveCountAsync(3);
        await Expect(visit.Page.Locator("#history")).ToContainTextAsync("投资额 36,600 万元");
        await Expect(visit.Page.Locator("#history")).ToContainTextAsync(Browser.NameOf(Role.Staff) + " 记录于");
        await visit.ShouldFitAsync();
        visit.ShouldBeQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(bool scripts)
    {
        await using var visit = await browser.VisitAsync(Role.Staff, scripts: scripts);
        await RegisterAsync(visit.Page, Given.AName());
        await visit.Page.GotoAsync(visit.Page.Url.Split('?')[0] + "/contact");
        await visit.Page.Locator("#On").FillAsync("1999-12-31");
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "电话", Exact = true }).CheckAsync();
        await visit.Page.GetByLabel("对接人").FillAsync("赵六");
        await visit.Page.GetByLabel("内容").FillAsync("回访");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();

        await Expect(visit.Page.Locator("#On-says")).ToContainTextAsync("2000-01-01");
        await Expect(visit.Page.Locator("#On")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(visit.Page.GetByLabel("对接人")).ToHaveValueAsync("赵六");
        await Expect(visit.Page.GetByLabel("内容")).ToHaveValueAsync("回访");

        if (scripts)
        {
            await visit.ShouldBeAccessibleAsync();
        }

        await visit.Page.Locator("#On").FillAsync("2024-03-05");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("已记录");
    }

    [Fact]
    public async Task Whoever_was_slower_sees_what_changed_and_keeps_the_draft()
    {
        await using var slow = await browser.VisitAsync(Role.Staff);
        await RegisterAsync(slow.Page, Given.AName());
        var enterprise = slow.Page.Url.Split('?')[0];
        await slow.Page.GotoAsync(enterprise + "/contact");
        await FillContactAsync(slow.Page, "慢的一位写的内容");

        await using var fast = await browser.VisitAsync(Role.Leader);
        await fast.Page.GotoAsync(enterprise + "/contact");
        await FillContactAsync(fast.Page, "快的一位写的内容");
        await fast.Page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(fast.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("已记录");

        await slow.Page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(slow.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("快的一位写的内容");
        await Expect(slow.Page.GetByLabel("内容")).ToHaveValueAsync("慢的一位写的内容");
        await slow.Page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(slow.Page.Locator("#history li")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_records_once()
    {
        await using var visit = await browser.VisitAsync(Role.Staff);
        await RegisterAsync(visit.Page, Given.AName());
        await visit.Page.GotoAsync(visit.Page.Url.Split('?')[0] + "/contact");
        await FillContactAsync(visit.Page, "只记一次");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "记录" }).DblClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("已记录");
        await visit.Page.GoBackAsync();
        await visit.Page.GotoAsync(visit.Page.Url.Replace("/contact", "", StringComparison.Ordinal));

        await Expect(visit.Page.Locator("#history li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Who_may_not_record_is_offered_nothing_and_turned_away()
    {
        await using var staff = await browser.VisitAsync(Role.Staff);
        await RegisterAsync(staff.Page, Given.AName());
        var enterprise = staff.Page.Url.Split('?')[0];

        await using var auditor = await browser.VisitAsync(Role.Auditor);
        await auditor.Page.GotoAsync(enterprise);
        await Expect(auditor.Page.GetByRole(AriaRole.Link, new() { Name = "登记对接" })).ToHaveCountAsync(0);
        var answer = await auditor.Page.GotoAsync(enterprise + "/contact");
        answer!.Status.ShouldBe(403);
    }

    [Fact]
    public async Task Works_with_the_keyboard_alone()
    {
        await using var visit = await browser.VisitAsync(Role.Staff);
        await RegisterAsync(visit.Page, Given.AName());
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "登记对接" }).Last.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator("#On").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("03052024");
        await TabToAsync(visit.Page, "Method");
        await visit.Page.Keyboard.PressAsync("Space");
        await TabToAsync(visit.Page, "PerformedBy");
        await visit.Page.Keyboard.TypeAsync("李四");
        await TabToAsync(visit.Page, "Content");
        await visit.Page.Keyboard.TypeAsync("只用键盘");
        await visit.Page.GetByLabel("企业联系人").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.Locator("#history")).ToContainTextAsync("只用键盘");
    }

    /// <summary>Goes on with the Tab key until the field has the focus.</summary>
    private static async Task TabToAsync(IPage page, string field)
    {
        for (var i = 0; i < 10 && await page.EvaluateAsync<string?>("document.activeElement?.name") != field; i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        (await page.EvaluateAsync<string?>("document.activeElement?.name")).ShouldBe(field);
    }

    private static async Task FillContactAsync(IPage page, string content)
    {
        await page.GetByRole(AriaRole.Radio, new() { Name = "会议", Exact = true }).CheckAsync();
        await page.GetByLabel("对接人").FillAsync("李四");
        await page.GetByLabel("内容").FillAsync(content);
    }

    private static async Task RegisterAsync(IPage page, string name)
    {
        await page.GotoAsync("/enterprises/new");
        await page.GetByLabel("企业名称").FillAsync(name);
        await page.GetByLabel("统一社会信用代码").FillAsync(Given.ACreditCode());
        await page.GetByLabel("意向县区").SelectOptionAsync("环县");
        await page.GetByLabel("产业链").FillAsync("人工智能");
        await page.GetByLabel("线索来源").FillAsync("上门来访");
        await page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = name })).ToBeVisibleAsync();
    }

    private static async Task ActAsync(IPage page, string action, Func<IPage, Task> fill)
    {
        await page.Locator(".actions").GetByRole(AriaRole.Link, new() { Name = action }).ClickAsync();
        await fill(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("已记录");
    }
}
