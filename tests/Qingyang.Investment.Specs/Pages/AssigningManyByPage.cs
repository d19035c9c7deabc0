using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

[Collection(Browser.Name)]
public class AssigningManyByPage(Browser browser)
{
    private readonly string official = Given.Own("何"), other = Given.Own("杜");

    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, true)]
    [InlineData(1440, false)]
    public async Task Is_previewed_confirmed_and_told_for_each_and_records_nothing_twice(int width, bool scripts)
    {
        var (chain, enterprises) = await browser.GivenAsync(0, 0, 0);
        await browser.DoneAsync("/api/assignments", Given.AnAssignment(enterprises[1].Id, "2024-01-01", other));
        await browser.FiguresAreUpToDateAsync();
        await using var visit = await browser.VisitAsync(Role.Staff, width, scripts);
        await visit.Page.GotoAsync("/enterprises?chain=" + Uri.EscapeDataString(chain));
        await visit.Page.GetByLabel("选中 " + enterprises[0].Name).CheckAsync();
        await visit.Page.GetByLabel("选中 " + enterprises[1].Name).CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "给选中的安排包抓" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "为 2 户企业安排包抓" })).ToBeVisibleAsync();
        await FillAsync(visit, "2024-02-01");

        await Expect(Row(visit, enterprises[0].Name)).ToContainTextAsync("开始负责");
        await Expect(Row(visit, enterprises[1].Name)).ToContainTextAsync(other);
        await Expect(Row(visit, enterprises[1].Name)).ToContainTextAsync("交接");
        await visit.ShouldFitAsync();

        if (scripts)
        {
            await visit.ShouldBeAccessibleAsync();
        }

        (await browser.EventsOfAsync(enterprises[0].Id)).ShouldBe(1);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "确认，记录 2 户" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已记录 2 户");
        await Expect(visit.Page.Locator("tbody .tag")).ToHaveTextAsync(["已记录", "已记录"]);
        await visit.ShouldFitAsync();
        await visit.Page.ReloadAsync();   // the browser sends the confirmation again
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已记录 2 户");

        (await browser.EventsOfAsync(enterprises[0].Id)).ShouldBe(2);
        (await browser.EventsOfAsync(enterprises[1].Id)).ShouldBe(3);
        (await browser.EventsOfAsync(enterprises[2].Id)).ShouldBe(1);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Takes_all_that_the_filter_finds_and_tells_who_is_so_already()
    {
        var (chain, enterprises) = await browser.GivenAsync(0, 0);
        await browser.DoneAsync("/api/assignments", Given.AnAssignment(enterprises[1].Id, "2024-02-01", official));
        await browser.FiguresAreUpToDateAsync();
        await using var visit = await browser.VisitAsync(Role.Leader, scripts: false);
        await visit.Page.GotoAsync("/enterprises?size=25&chain=" + Uri.EscapeDataString(chain));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "给筛选出的全部 2 户安排" }).ClickAsync();
        await FillAsync(visit, "1999-01-01");
        await Expect(visit.Page.Locator("#Starts-says")).ToContainTextAsync("2000-01-01");
        await Expect(visit.Page.GetByLabel("包抓领导")).ToHaveValueAsync(official);
        await FillAsync(visit, "2024-02-01");

        await Expect(Row(visit, enterprises[1].Name)).ToContainTextAsync("已经如此");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "返回修改" }).ClickAsync();
        await Expect(visit.Page.GetByLabel("起始日期")).ToHaveValueAsync("2024-02-01");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "预览" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "确认，记录 1 户" }).ClickAsync();
        await Expect(Row(visit, enterprises[1].Name)).ToContainTextAsync("已经如此");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "回到名单" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "共 2 户" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Suggests_who_stands_in_the_books_and_ticks_the_whole_page_at_once()
    {
        var (chain, _) = await browser.GivenAsync(0, 0, 0);
        await using var visit = await browser.VisitAsync(Role.Staff);
        await visit.Page.GotoAsync("/enterprises?chain=" + Uri.EscapeDataString(chain));
        await visit.Page.GetByLabel("本页全选").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "给选中的安排包抓 3" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "为 3 户企业安排包抓" })).ToBeVisibleAsync();
        (await visit.Page.Locator("#officials-list option").CountAsync()).ShouldBeGreaterThan(5);
        (await visit.Page.Locator("#taskForces-list option").CountAsync()).ShouldBeGreaterThan(5);
        await visit.Page.GotoAsync("/enterprises/new");
        await Expect(visit.Page.Locator("#chains-list option[value=人工智能]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Nothing_is_offered_where_nobody_was_picked_or_one_may_not()
    {
        await using var staff = await browser.VisitAsync(Role.Staff, scripts: false);
        await staff.Page.GotoAsync("/enterprises?county=621022");
        await staff.Page.GetByRole(AriaRole.Button, new() { Name = "给选中的安排包抓" }).ClickAsync();
        await Expect(staff.Page.GetByText("请先在名单里选中企业")).ToBeVisibleAsync();
        await staff.Page.GetByRole(AriaRole.Link, new() { Name = "回到名单" }).ClickAsync();
        await staff.Page.WaitForURLAsync(url => url == browser.Url + "/enterprises?county=621022");

        await using var auditor = await browser.VisitAsync(Role.Auditor, scripts: false);
        await auditor.Page.GotoAsync("/enterprises?county=621022");
        await Expect(auditor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "选中" })).ToHaveCountAsync(0);
        (await auditor.Page.GotoAsync("/enterprises/assign"))!.Status.ShouldBe(403);
    }

    private async Task FillAsync(Visit visit, string starts)
    {
        await visit.Page.GetByLabel("包抓领导").FillAsync(official);
        await visit.Page.GetByLabel("专班").FillAsync("算力工作专班");
        await visit.Page.GetByLabel("起始日期").FillAsync(starts);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "预览" }).ClickAsync();
    }

    private static ILocator Row(Visit visit, string name) => visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
