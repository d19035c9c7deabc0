using Microsoft.Playwright;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

[Collection(Browser.Name)]
public class MovingCards(Browser browser)
{
    [Fact]
    public async Task Dropped_on_the_next_stage_a_card_opens_the_form_of_what_moves_it()
    {
        var (visit, enterprises) = await OpenAsync(1, 2);
        await using var _ = visit;

        foreach (var (name, lane, action) in new[] { (enterprises[0].Name, "签约", "agreement"), (enterprises[1].Name, "落地", "milestone") })
        {
            var board = visit.Page.Url;
            await DragAsync(visit, name, lane);
            await visit.Page.WaitForURLAsync(url => url.Contains($"/{action}?in=", StringComparison.Ordinal));
            await visit.Page.GotoAsync(board);
        }

        visit.ShouldBeQuiet();
    }

    [Theory]
    [InlineData(2, "对接", "不能退回")]
    [InlineData(0, "签约", "先有对接才有签约")]
    [InlineData(1, "落地", "先有协议才有落地")]
    public async Task Dropped_anywhere_else_it_is_refused_and_said_why(int stage, string lane, string why)
    {
        var (visit, enterprises) = await OpenAsync(stage);
        await using var _ = visit;
        await DragAsync(visit, enterprises[0].Name, lane);

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(why);
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        (await browser.EventsOfAsync(enterprises[0].Id)).ShouldBe(stage + 1);
    }

    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    public async Task A_menu_moves_it_too_without_a_script_and_with_the_keys(int width, bool scripts)
    {
        var (visit, enterprises) = await OpenAsync(width, scripts, 0);
        await using var _ = visit;
        var card = Card(visit, enterprises[0].Name);
        await card.Locator("summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await card.GetByRole(AriaRole.Link, new() { Name = "移到「落地」" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("一步一步来");

        await card.Locator("summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await card.GetByRole(AriaRole.Link, new() { Name = "登记对接" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "走访", Exact = true }).CheckAsync();
        await visit.Page.GetByLabel("对接人").FillAsync("李四");
        await visit.Page.GetByLabel("内容").FillAsync("由看板登记");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "记录" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("已记录");
        await browser.FiguresAreUpToDateAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "回到名单" }).ClickAsync();

        await Expect(Lane(visit, "对接").Locator(".name")).ToHaveTextAsync([enterprises[0].Name]);
        await Expect(Lane(visit, "在册").Locator(".name")).ToHaveCountAsync(0);
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task Who_may_not_record_sees_the_board_and_moves_nothing()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor);
        await visit.Page.GotoAsync("/board?county=621022");
        await Expect(visit.Page.Locator(".lane")).ToHaveCountAsync(4);
        await Expect(Lane(visit, "对接").Locator(".lane-card")).ToHaveCountAsync(30);
        await Expect(visit.Page.Locator("[draggable=true]")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator(".lane-card summary")).ToHaveCountAsync(0);
        await Lane(visit, "对接").GetByRole(AriaRole.Link, new() { Name = "在列表里看" }).Last.ClickAsync();
        await visit.Page.WaitForURLAsync(url => url == browser.Url + "/enterprises?county=621022&stage=contacted&sort=-lastContact");
    }

    private Task<(Visit Visit, IReadOnlyList<(Guid Id, string Name)> Enterprises)> OpenAsync(params int[] stages) => OpenAsync(1440, scripts: true, stages);

    private async Task<(Visit Visit, IReadOnlyList<(Guid Id, string Name)> Enterprises)> OpenAsync(int width, bool scripts, params int[] stages)
    {
        var (chain, enterprises) = await browser.GivenAsync(stages);
        var visit = await browser.VisitAsync(Role.Staff, width, scripts);
        await visit.Page.GotoAsync("/board?chain=" + Uri.EscapeDataString(chain));

        return (visit, enterprises);
    }

    private static Task DragAsync(Visit visit, string name, string lane) => Card(visit, name).DragToAsync(Lane(visit, lane), new() { SourcePosition = new() { X = 8, Y = 30 } });

    private static ILocator Card(Visit visit, string name) => visit.Page.Locator(".lane-card").Filter(new() { HasText = name });

    private static ILocator Lane(Visit visit, string name) => visit.Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });
}
