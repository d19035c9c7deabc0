using Microsoft.Playwright;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>What holds for every page, whoever made it. A new page is a new line here.</summary>
[Collection(Browser.Name)]
public class EveryPage(Browser browser)
{
    /// <summary>Addresses, and as whom they are visited.</summary>
    public static TheoryData<string, Role?> Pages => new()
    {
        { "/sign-in", null },
        { "/", Role.Leader },
        { "/me", Role.Staff },
        { "/contact", Role.Staff },
        { "/contact/offline", null },
        { "/offline", null },
        { "/accounts", Role.Administrator },
        { "/operations", Role.Administrator },
        { "/webhooks", Role.Administrator },
        { "/assignments", Role.Auditor },
        { "/wall", Role.Leader },
        { "/enterprises/new", Role.Staff },
        { "/ledgers", Role.Staff },
        { "/enterprises", Role.Staff },
        { "/enterprises?chain=nothing", Role.Auditor },
        { "/enterprises?county=621022&official=-&columns=creditCode,stage,nextStep,contacts", Role.Leader },
        { "/enterprises/assign", Role.Staff },
        { "/board", Role.Staff },
        { "/board?county=621022&refused=back", Role.Leader },
        { "/find?q=qysk", Role.Staff },
        { "/find?q=nothing", Role.Staff },
        { "/funnel/enterprises?stage=signed&county=621022&asOf=2024-06-30", Role.Auditor },
        { "/audit", Role.Auditor },
        { "/funnel/changes", Role.Leader },
        { "/funnel/changes?thenAsOf=2024-01-01&asOf=2024-12-31", Role.Auditor },
        { "/funnel/definitions", Role.Auditor },
        { "/corrections", Role.Auditor },
        { "/events", Role.Auditor },
        { "/events?type=contact_logged&q=%E7%AE%97", Role.Staff },
        { "/entry-lag", Role.Auditor },
        { "/replays", Role.Auditor },
        { "/certificates", Role.Auditor },
        { "/log", Role.Auditor },
        { "/forbidden", Role.Auditor },
        { "/nowhere", Role.Staff },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Is_quiet_accessible_and_fits_on_desk_and_phone_in_light_and_dark(string path, Role? role)
    {
        foreach (var width in new[] { 1440, 390 })
        {
            await using var visit = await browser.VisitAsync(role, width);
            visit.Expected = path switch { "/nowhere" => [404], "/forbidden" => [403], _ => [] };
            await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

            foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = colours });

                await visit.ShouldBeAccessibleAsync();
                await visit.ShouldFitAsync();
                visit.ShouldBeQuiet();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Says_what_browsers_must_refuse(string path, Role? role)
    {
        await using var visit = await browser.VisitAsync(role, scripts: false);
        var answer = await visit.Page.GotoAsync(path);

        var policy = answer!.Headers["content-security-policy"];
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        (await visit.Page.Locator("[style], script:not([src]), style").CountAsync()).ShouldBe(0);
        (await visit.Page.Locator("h1").CountAsync()).ShouldBe(1);
    }
}
