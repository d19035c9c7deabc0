using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
using static Microsoft.Playwright.Assertions;

namespace Qingyang.Investment.Specs.Pages;

[Collection(Browser.Name)]
public class SigningIn(Browser browser)
{
    [Fact]
    public async Task Strangers_come_to_the_door_and_then_to_where_they_wanted()
    {
        await using var visit = await browser.VisitAsync(role: null);
        await visit.Page.GotoAsync("/me");
        await visit.Page.WaitForURLAsync(url => url == browser.Url + "/sign-in?back=%2Fme");

        await visit.Page.GetByLabel("账户名").FillAsync(Browser.NameOf(Role.Leader));
        await visit.Page.GetByLabel("密码").FillAsync(Browser.Password);
        await visit.Page.GetByLabel("密码").PressAsync("Enter");

        await visit.Page.WaitForURLAsync(url => url == browser.Url + "/me");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = Browser.NameOf(Role.Leader) })).ToBeVisibleAsync();
        visit.ShouldBeQuiet();
    }

    [Fact]
    public async Task With_a_wrong_password_is_refused_in_the_form_and_the_name_is_kept()
    {
        await using var visit = await browser.VisitAsync(role: null, scripts: false);
        await visit.Page.GotoAsync("/sign-in");
        await visit.Page.GetByLabel("账户名").FillAsync("没有这个人");
        await visit.Page.GetByLabel("密码").FillAsync("不是这个密码");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("账户名或密码不对");
        await Expect(visit.Page.GetByLabel("账户名")).ToHaveValueAsync("没有这个人");
    }

    [Fact]
    public async Task Waits_after_five_wrong_passwords_even_for_the_right_one()
    {
        var accounts = browser.Services.GetRequiredService<Accounts>();
        await accounts.AddAsync("常忘密码", Role.Staff, Browser.Password, by: null, TestContext.Current.CancellationToken);
        var door = browser.Services.GetRequiredService<SignIn>();

        for (var i = 0; i < 5; i++)
        {
            (await door.TryAsync("常忘密码", "错的密码错的密码", TestContext.Current.CancellationToken)).ShouldBeOfType<SignedIn.Refused>();
        }

        (await door.TryAsync("常忘密码", Browser.Password, TestContext.Current.CancellationToken)).ShouldBeOfType<SignedIn.Locked>();
        await accounts.GivePasswordAsync("常忘密码", Browser.Password, TestContext.Current.CancellationToken);
        (await door.TryAsync("常忘密码", Browser.Password, TestContext.Current.CancellationToken)).ShouldBeOfType<SignedIn.Done>();
    }

    [Fact]
    public async Task Ends_with_signing_out_and_with_an_account_that_was_closed()
    {
        var accounts = browser.Services.GetRequiredService<Accounts>();
        await accounts.AddAsync("将停用", Role.Staff, Browser.Password, by: null, TestContext.Current.CancellationToken);
        await using var visit = await browser.VisitAsync(role: null);
        await visit.SignInAsync("将停用", Browser.Password);
        await visit.Page.GotoAsync("/me");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await visit.Page.WaitForURLAsync(url => url == browser.Url + "/sign-in");

        await visit.SignInAsync("将停用", Browser.Password);
        (await accounts.ChangeAsync("将停用", Role.Staff, disabled: true, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await visit.Page.GotoAsync("/me");
        await visit.Page.WaitForURLAsync(url => url == browser.Url + "/sign-in?back=%2Fme");
    }

    [Fact]
    public async Task In_English_changes_every_word_of_the_page_and_stays()
    {
        await using var visit = await browser.VisitAsync(Role.Auditor);
        await visit.Page.GotoAsync("/me");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();

        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
    }
}
