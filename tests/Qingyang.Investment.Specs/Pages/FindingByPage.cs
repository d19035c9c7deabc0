using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

[Collection(Browser.Name)]
public class FindingByPage(Browser browser)
{
    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, true)]
    [InlineData(1440, false)]
    public async Task Goes_straight_to_the_one_that_is_meant(int width, bool scripts)
    {
        var (_, enterprises) = await browser.GivenAsync(0);
        await using var visit = await browser.VisitAsync(Role.Leader, width, scripts);
        await visit.Page.GotoAsync("/me");
        await Box(visit).FillAsync(enterprises[0].Name);
        await Box(visit).PressAsync("Enter");

        await visit.Page.WaitForURLAsync(url => url == $"{browser.Url}/enterprises/{enterprises[0].Id}");
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Shows_what_is_found_while_one_types_and_opens_it_by_the_keys_alone()
    {
        var (_, enterprises) = await browser.GivenAsync(0, 0);
        var common = enterprises[0].Name[1..^5];
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/me");
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync(common);
        var first = visit.Page.GetByRole(AriaRole.Option).First;
        await Expect(first).ToContainTextAsync(enterprises[0].Name);
        await Expect(Box(visit)).ToHaveAttributeAsync("aria-expanded", "true");
        await visit.ShouldBeAccessibleAsync();

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(first).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Box(visit)).ToHaveAttributeAsync("aria-activedescendant", "find-0");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(first).ToBeHiddenAsync();
        await Expect(Box(visit)).ToHaveAttributeAsync("aria-expanded", "false");

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(first).ToHaveAttributeAsync("aria-selected", "true");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(enterprises[0].Name);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Shows_the_first_eight_at_most_and_the_way_to_all_of_them()
    {
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/me");
        await Box(visit).PressSequentiallyAsync("算力");
        await Expect(visit.Page.Locator("#find-list").GetByRole(AriaRole.Option)).ToHaveCountAsync(9);
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "看全部结果" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync("算力");
        await Expect(visit.Page.Locator(".found li")).ToHaveCountAsync(30);
    }

    [Fact]
    public async Task Tells_how_each_matched_also_by_a_name_it_had()
    {
        var (_, enterprises) = await browser.GivenAsync(1);
        var now = Given.Own("改名后") + "有限公司";
        await browser.DoneAsync("/api/renamings", new { enterpriseId = enterprises[0].Id, name = now });
        await browser.FiguresAreUpToDateAsync();
        await using var visit = await browser.VisitAsync(Role.Leader, scripts: false);
        await visit.Page.GotoAsync("/find?q=" + Uri.EscapeDataString(enterprises[0].Name));

        var row = visit.Page.Locator(".found li").First;
        await Expect(row.GetByRole(AriaRole.Link)).ToHaveTextAsync(now);
        await Expect(row).ToContainTextAsync("曾用名或别名：" + enterprises[0].Name);
        await Expect(row).ToContainTextAsync("对接");
        await Expect(row).ToContainTextAsync("环县");
    }

    [Fact]
    public async Task What_is_not_found_can_be_registered_by_those_who_may()
    {
        var nothing = Given.Own("查无此企业");

        foreach (var (role, mayRegister) in new[] { (Role.Staff, true), (Role.Auditor, false) })
        {
            await using var visit = await browser.VisitAsync(role);
            await visit.Page.GotoAsync("/find?q=" + Uri.EscapeDataString(nothing));
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = $"没有找到「{nothing}」" })).ToBeVisibleAsync();
            await Expect(visit.Page.GetByText("拼音首字母，如 qysk")).ToBeVisibleAsync();
            await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = $"登记「{nothing}」" })).ToHaveCountAsync(mayRegister ? 1 : 0);

            if (mayRegister)
            {
                await visit.Page.GetByRole(AriaRole.Link, new() { Name = $"登记「{nothing}」" }).ClickAsync();
                await Expect(visit.Page.GetByLabel("企业名称")).ToHaveValueAsync(nothing);
            }
        }
    }

    [Fact]
    public async Task The_results_are_gone_through_with_the_arrow_keys()
    {
        await browser.GivenAsync(0, 0);
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/find?q=" + Uri.EscapeDataString("陇上"));
        var links = visit.Page.Locator(".found li > a");
        await links.First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(links.Nth(1)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(links.First).ToBeFocusedAsync();
    }

    private static ILocator Box(Visit visit) => visit.Page.Locator("#find");
}
