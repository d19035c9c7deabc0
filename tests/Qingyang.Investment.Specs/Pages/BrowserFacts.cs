using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>Facts that specs of pages start from, recorded as staff would.</summary>
public static class BrowserFacts
{
    private static readonly Actor Staff = new(Browser.NameOf(Role.Staff), Role.Staff);

    public static async Task<Guid> DoneAsync<T>(this Browser browser, T command) where T : class, ICommand
    {
        await using var scope = browser.Services.CreateAsyncScope();
        var done = await scope.ServiceProvider.GetRequiredService<Commands>().SendAsync(command, Staff, "ui", key: null, TestContext.Current.CancellationToken);
        await browser.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);

        return done.ShouldBeOfType<Outcome.Done>().EnterpriseId;
    }

    public static Task<Guid> RegisteredAsync(this Browser browser, string? chain = null) =>
        browser.DoneAsync(new RegisterEnterprise(Given.AName(), Given.ACreditCode(), "环县", chain ?? "人工智能", "上门来访"));
}
