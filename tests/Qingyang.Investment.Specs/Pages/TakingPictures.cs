using Microsoft.Playwright;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>The pictures of the README, from the running product: <c>./qy pictures</c>. Not among the specs of every run.</summary>
[Collection(Browser.Name)]
public class TakingPictures(Browser browser)
{
    public static TheoryData<string, string, Role, int, ColorScheme> Pictures => new()
    {
        { "overview", "/?asOf=2026-04-30", Role.Leader, 1440, ColorScheme.Light },
        { "overview-phone", "/?asOf=2026-04-30", Role.Leader, 390, ColorScheme.Dark },
        { "enterprises", "/enterprises?stage=signed", Role.Staff, 1440, ColorScheme.Light },
        { "figure", "/funnel/enterprises?stage=landed&asOf=2026-04-30&county=621022", Role.Auditor, 1440, ColorScheme.Light },
        { "wall", "/wall", Role.Leader, 1920, ColorScheme.Dark },
    };

    [Theory(Explicit = true)]
    [MemberData(nameof(Pictures))]
    public async Task For_the_readme(string name, string path, Role role, int width, ColorScheme colours)
    {
        await using var visit = await browser.VisitAsync(role, width, colours: colours);
        await TakeAsync(visit, path, name);
    }

    [Fact(Explicit = true)]
    public async Task Of_an_enterprise()
    {
        await using var visit = await browser.VisitAsync(Role.Leader);
        await visit.Page.GotoAsync("/find?q=91310115252FM0RR3G");
        await TakeAsync(visit, (await visit.Page.Locator(".found li > a").GetAttributeAsync("href"))!, "enterprise");
    }

    [Fact(Explicit = true)]
    public async Task Of_the_phone()
    {
        var (visit, _, _) = await browser.SomebodyAsync(enterprises: 3);
        await using var closing = visit;
        await TakeAsync(visit, "/contact", "contact-phone");
    }

    private static async Task TakeAsync(Visit visit, string path, string name)
    {
        var folder = Environment.GetEnvironmentVariable("QY_PICTURES") ?? throw new InvalidOperationException("QY_PICTURES names no folder.");
        var answer = await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        answer!.Status.ShouldBe(200);
        await visit.Page.EvaluateAsync("document.fonts.ready");

        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });

        visit.ShouldBeQuiet();
    }
}
