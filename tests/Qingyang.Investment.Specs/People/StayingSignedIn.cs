using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.People;

/// <summary>The cookie that people get by the page, as a browser sends it.</summary>
public class StayingSignedIn
{
    private const string Password = "十个字符以上的密码";

    [Fact]
    public async Task Outlives_a_restart_because_the_keys_stand_in_the_store_and_only_there()
    {
        string database, cookie;

        await using (var store = await Store.StartAsync())
        {
            database = store.Database;
            cookie = await SignInAsync(store, "赵敏", Role.Staff);
            (await MeAsync(store, cookie)).ShouldBe((200, "赵敏"));
        }

        await using (var again = await Store.OnAsync(database))
        {
            (await MeAsync(again, cookie)).ShouldBe((200, "赵敏"));
            await again.ScalarAsync<long>($"with gone as (delete from {KeptKeys.TableName} returning 1) select count(*) from gone");
        }

        await using var anew = await Store.OnAsync(database);
        (await MeAsync(anew, cookie)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Has_the_rights_of_its_role_and_ends_with_another_password_or_role()
    {
        await using var store = await Store.StartAsync();
        var accounts = store.Services.GetRequiredService<Accounts>();
        var (staff, auditor) = (await SignInAsync(store, "赵敏", Role.Staff), await SignInAsync(store, "钱审", Role.Auditor));

        (await SendAsync(store, staff, HttpMethod.Post, "/api/enterprises")).Status.ShouldBe(400);   // it may; it says nothing
        (await SendAsync(store, auditor, HttpMethod.Post, "/api/enterprises")).ShouldBeRefused(403);

        await accounts.GivePasswordAsync("赵敏", Passwords.New(), TestContext.Current.CancellationToken);
        await store.Services.ThereIsAnAdministratorAsync();
        (await accounts.ChangeAsync("钱审", Role.Leader, disabled: false, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await SendAsync(store, staff, HttpMethod.Get, "/api/me")).ShouldBeRefused(401);
        (await SendAsync(store, auditor, HttpMethod.Get, "/api/me")).ShouldBeRefused(401);
    }

    /// <summary>Makes the account and signs it in by the form, as a browser without scripts does.</summary>
    private static async Task<string> SignInAsync(Store store, string name, Role role)
    {
        await store.Services.GetRequiredService<Accounts>().AddAsync(name, role, Password, by: null, TestContext.Current.CancellationToken);
        using var client = store.AStranger();
        using var page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = html.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0],
            ["Given.Name"] = name,
            ["Given.Password"] = Password,
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = form };
        request.Headers.Add("Cookie", CookieOf(page));
        using var entered = await client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)entered.StatusCode).ShouldBe(302);
        entered.Headers.GetValues("Set-Cookie").Single().ShouldContain("httponly", Case.Insensitive);

        return CookieOf(entered);
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private static async Task<(int Status, string? Name)> MeAsync(Store store, string cookie)
    {
        var (status, me) = await SendAsync(store, cookie, HttpMethod.Get, "/api/me");

        return (status, status == 200 ? me.GetProperty("name").GetString() : null);
    }

    private static async Task<(int Status, System.Text.Json.JsonElement Body)> SendAsync(Store store, string cookie, HttpMethod method, string path)
    {
        using var client = store.AStranger();
        client.DefaultRequestHeaders.Add("Cookie", cookie);

        return await client.SendAsync(method, path, method == HttpMethod.Post ? new { } : null);
    }
}
