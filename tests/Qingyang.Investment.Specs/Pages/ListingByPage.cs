using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

[Collection(Browser.Name)]
public class ListingByPage(Browser browser)
{
    [Theory]
    [InlineData(1440, true)]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task A_filter_is_the_address_and_each_part_of_it_is_taken_away_again(int width, bool scripts)
    {
        var (chain, enterprises) = await browser.GivenAsync(0, 1, 2);
        await using var visit = await browser.VisitAsync(Role.Leader, width, scripts);
        await visit.Page.GotoAsync("/enterprises?chain=" + Uri.EscapeDataString(chain));
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "共 3 户" })).ToBeVisibleAsync();
        await visit.Page.GetByLabel("名称包含").FillAsync(enterprises[1].Name);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "筛选", Exact = true }).ClickAsync();

        await visit.Page.WaitForURLAsync(url => url == $"{browser.Url}/enterprises?q={Uri.EscapeDataString(enterprises[1].Name)}&chain={Uri.EscapeDataString(chain)}");
        await Expect(Names(visit)).ToHaveTextAsync([enterprises[1].Name]);
        await visit.ShouldFitAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "名称含" }).ClickAsync();
        await Expect(Names(visit)).ToHaveTextAsync([.. enterprises.Select(x => x.Name)]);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "签约 1", Exact = true }).ClickAsync();
        await Expect(Names(visit)).ToHaveTextAsync([enterprises[2].Name]);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Is_sorted_by_the_head_of_a_column()
    {
        var (chain, enterprises) = await browser.GivenAsync(0, 0);
        await using var visit = await browser.VisitAsync(Role.Leader, scripts: false);
        await visit.Page.GotoAsync("/enterprises?chain=" + Uri.EscapeDataString(chain));
        var head = visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = "企业名称" });
        await Expect(head).ToHaveAttributeAsync("aria-sort", "ascending");
        await head.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(head).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(Names(visit)).ToHaveTextAsync([enterprises[1].Name, enterprises[0].Name]);
    }

    [Fact]
    public async Task Shows_the_columns_that_were_chosen_and_a_saved_view_keeps_them()
    {
        var (chain, _) = await browser.GivenAsync(1);
        var view = Given.Own("我的名单");
        await using var visit = await browser.VisitAsync(Role.Staff);
        await visit.Page.GotoAsync("/enterprises?chain=" + Uri.EscapeDataString(chain));
        await visit.Page.GetByText("列", new() { Exact = true }).ClickAsync();
        await visit.Page.GetByLabel("专班", new() { Exact = true }).And(visit.Page.GetByRole(AriaRole.Checkbox)).UncheckAsync();
        await visit.Page.GetByRole(AriaRole.Checkbox, new() { Name = "对接次数" }).CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "显示", Exact = true }).ClickAsync();
        await Expect(Head(visit, "对接次数")).ToBeVisibleAsync();
        await Expect(Head(visit, "专班")).ToHaveCountAsync(0);
        var address = visit.Page.Url;

        await visit.Page.GetByText("存为名单").ClickAsync();
        await visit.Page.GetByLabel("名单名称").FillAsync(view);
        await visit.Page.GetByLabel("大家都能看到").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(Tab(visit, view)).ToHaveAttributeAsync("aria-current", "page");

        await using var other = await browser.VisitAsync(Role.Auditor, scripts: false);
        await other.Page.GotoAsync("/enterprises");
        await Tab(other, view).ClickAsync();
        await Expect(Head(other, "对接次数")).ToBeVisibleAsync();
        other.Page.Url.ShouldBe(address);
        await Expect(other.Page.GetByRole(AriaRole.Button, new() { Name = "删除此名单" })).ToHaveCountAsync(0);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "删除此名单" }).ClickAsync();
        await Expect(Tab(visit, view)).ToHaveCountAsync(0);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task A_name_that_stands_for_another_list_is_refused_beside_the_field()
    {
        var view = Given.Own("重名");
        await using var visit = await browser.VisitAsync(Role.Staff, scripts: false);

        foreach (var days in new[] { 31, 32 })
        {
            await visit.Page.GotoAsync($"/enterprises?quiet={days}");
            await visit.Page.GetByText("存为名单").ClickAsync();
            await visit.Page.GetByLabel("名单名称").FillAsync(view);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        }

        await Expect(visit.Page.Locator("#view-name-says")).ToContainTextAsync($"您已经有一个名为「{view}」的名单");
        await Expect(visit.Page.GetByLabel("名单名称")).ToHaveValueAsync(view);
    }

    [Fact]
    public async Task One_goes_from_one_enterprise_of_a_list_to_the_next_also_by_a_key_and_back()
    {
        var (chain, enterprises) = await browser.GivenAsync(0, 1, 0);
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/enterprises?chain=" + Uri.EscapeDataString(chain));
        await Names(visit).First.ClickAsync();
        await Expect(visit.Page.GetByText("第 1 户，共 3 户")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "上一户" })).ToHaveCountAsync(0);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "下一户" }).ClickAsync();
        await Expect(Title(visit)).ToHaveTextAsync(enterprises[1].Name);
        await visit.Page.Keyboard.PressAsync("j");
        await Expect(Title(visit)).ToHaveTextAsync(enterprises[2].Name);
        await visit.Page.Keyboard.PressAsync("[");
        await Expect(Title(visit)).ToHaveTextAsync(enterprises[1].Name);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "从头看" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "回到名单" }).ClickAsync();
        await Expect(Names(visit)).ToHaveCountAsync(3);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Is_paged_and_exported_by_the_same_filter()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor);
        await visit.Page.GotoAsync("/enterprises?county=621022&stage=landed&size=25");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "下一页" }).ClickAsync();
        await visit.Page.WaitForURLAsync(url => url == browser.Url + "/enterprises?county=621022&stage=landed&page=2&size=25");
        await Expect(Names(visit)).ToHaveCountAsync(25);
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "登记企业" })).ToHaveCountAsync(0);

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "导出" }).ClickAsync());
        download.SuggestedFilename.ShouldEndWith(".xlsx");
        download.Url.ShouldEndWith("list.xlsx?county=621022&stage=landed&size=25");
    }

    [Fact]
    public async Task Says_what_is_wrong_with_an_address_and_that_nothing_was_found()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor, scripts: false);
        (await visit.Page.GotoAsync("/enterprises?due=never"))!.Status.ShouldBe(400);
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("due 应是：today、week、late。");

        await visit.Page.GotoAsync("/enterprises?chain=" + Given.AChain());
        await Expect(visit.Page.GetByText("没有符合条件的企业")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_figure_opens_into_its_enterprises_and_the_events_behind_it()
    {
        var (chain, enterprises) = await browser.GivenAsync(0, 1, 2);
        await using var visit = await browser.VisitAsync(Role.Leader, width: 390, scripts: false);
        await visit.Page.GotoAsync($"/funnel/enterprises?stage=contacted&asOf=2024-03-31&chain={Uri.EscapeDataString(chain)}");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "截至 2024-03-31，对接 2 户" })).ToBeVisibleAsync();
        await visit.ShouldFitAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "签约", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByText("这个数字是零")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("截至").FillAsync("2024-05-31");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "查看" }).ClickAsync();
        await Expect(Names(visit)).ToHaveTextAsync([enterprises[2].Name]);

        await visit.Page.Locator("tbody").GetByRole(AriaRole.Link, new() { Name = "事件" }).ClickAsync();
        await Expect(visit.Page.Locator(".history li:target")).ToContainTextAsync("协议");
    }

    private static ILocator Names(Visit visit) => visit.Page.Locator("tbody th .name");

    private static ILocator Title(Visit visit) => visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private static ILocator Head(Visit visit, string name) => visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = name, Exact = true });

    private static ILocator Tab(Visit visit, string view) => visit.Page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = view });
}
