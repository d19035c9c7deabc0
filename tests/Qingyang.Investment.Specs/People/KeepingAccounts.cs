using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.People;

/// <summary>Accounts by HTTP, each answer that they can give.</summary>
public class KeepingAccounts(Api api)
{
    private readonly string name = Given.Own("账户");

    [Fact]
    public async Task Makes_one_with_a_random_password_that_opens_the_door_and_is_told_once()
    {
        var (status, made) = await api.PostAsync("/api/accounts", new { name, role = "专员" });
        status.ShouldBe(201, made.ToString());
        (made.GetProperty("name").GetString(), made.GetProperty("role").GetString()).ShouldBe((name, "Staff"));
        var password = made.GetProperty("password").GetString()!;

        (await TryAsync(password)).ShouldBeOfType<SignedIn.Done>().Account.Actor.ShouldBe(new Actor(name, Role.Staff));
        (await TryAsync(password + "x")).ShouldBeOfType<SignedIn.Refused>();
        var all = (await api.GetAsync("/api/accounts")).Body;
        all.EnumerateArray().Single(x => x.GetProperty("name").GetString() == name).GetProperty("lastSignedInAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        all.ToString().ShouldNotContain(password);
        (await api.RowsAsync($"select password from {Accounts.TableName}")).ShouldNotContain(x => x.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Makes_one_with_a_given_password_and_does_not_repeat_it()
    {
        var (status, made) = await api.PostAsync("/api/accounts", new { name, role = "leader", password = "一个长一点的密码好记" });

        status.ShouldBe(201, made.ToString());
        made.GetProperty("password").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await TryAsync("一个长一点的密码好记")).ShouldBeOfType<SignedIn.Done>();
    }

    [Theory]
    [InlineData("name", "", "staff", null)]
    [InlineData("name", "有 空格!", "staff", null)]
    [InlineData("role", "赵敏", "mayor", null)]
    [InlineData("role", "赵敏", "operator", null)]   // the command line's own, nobody's else
    [InlineData("password", "赵敏", "staff", "太短了")]
    [InlineData("password", "赵敏", "staff", "aaaaaaaaaaaa")]
    [InlineData("password", "赵敏", "staff", "赵敏的长长的密码")]
    public async Task Is_refused_where_name_role_or_password_will_not_do(string field, string who, string role, string? password)
    {
        var answer = await api.PostAsync("/api/accounts", new { name = who, role, password });

        answer.ShouldBeRefused(400);
        answer.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(field);
    }

    [Fact]
    public async Task Is_refused_for_a_name_that_somebody_has_however_it_is_written()
    {
        (await api.PostAsync("/api/accounts", new { name = name + "Ab", role = "staff" })).Status.ShouldBe(201);

        (await api.PostAsync("/api/accounts", new { name = name + "ＡＢ", role = "leader" })).ShouldBeRefused(409);
    }

    [Fact]
    public async Task Another_role_holds_from_the_next_request_on()
    {
        await api.Services.ThereIsAnAdministratorAsync();
        using var client = api.AStranger().WithToken(await api.ATokenAsync(name, Role.Auditor));
        (await client.SendAsync(HttpMethod.Post, "/api/enterprises", Given.AnEnterprise())).Status.ShouldBe(403);

        var (status, changed) = await api.Client.SendAsync(HttpMethod.Put, $"/api/accounts/{name}", new { role = "staff" });

        (status, changed.GetProperty("role").GetString(), changed.GetProperty("disabled").GetBoolean()).ShouldBe((200, "Staff", false));
        (await client.SendAsync(HttpMethod.Post, "/api/enterprises", Given.AnEnterprise())).Status.ShouldBe(201);
        (await api.Client.SendAsync(HttpMethod.Put, $"/api/accounts/{name}", new { role = "mayor" })).ShouldBeRefused(400);
        (await api.Client.SendAsync(HttpMethod.Put, "/api/accounts/没有这个人", new { role = "staff" })).ShouldBeRefused(404);
    }

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_old_one()
    {
        (await api.PostAsync("/api/accounts", new { name, role = "staff", password = "旧的密码已经用了很久" })).Status.ShouldBe(201);

        var (status, given) = await api.PostAsync($"/api/accounts/{name}/password", new { });

        status.ShouldBe(200);
        (await TryAsync("旧的密码已经用了很久")).ShouldBeOfType<SignedIn.Refused>();
        (await TryAsync(given.GetProperty("password").GetString()!)).ShouldBeOfType<SignedIn.Done>();
        (await api.PostAsync($"/api/accounts/{name}/password", new { password = "短" })).ShouldBeRefused(400);
        (await api.PostAsync("/api/accounts/没有这个人/password", new { })).ShouldBeRefused(404);
    }

    [Fact]
    public async Task The_last_administrator_stays_one_also_when_two_leave_at_once()
    {
        await using var store = await Store.StartAsync();
        var accounts = store.Services.GetRequiredService<Accounts>();

        foreach (var one in (string[])["甲", "乙", "丙"])
        {
            await accounts.AddAsync(one, Role.Administrator, Passwords.New(), by: null, TestContext.Current.CancellationToken);
        }

        (string Name, object Change)[] leaving = [("甲", new { role = "staff" }), ("乙", new { role = "administrator", disabled = true }), ("丙", new { role = "auditor" })];
        var answers = await Task.WhenAll(leaving.Select(x => store.Client.SendAsync(HttpMethod.Put, $"/api/accounts/{x.Name}", x.Change)));

        answers.Select(x => x.Status).Order().ShouldBe([200, 200, 409]);
        answers.Single(x => x.Status == 409).ShouldBeRefused(409);
        (await accounts.AllAsync(TestContext.Current.CancellationToken)).Count(x => x is { Role: Role.Administrator, IsDisabled: false }).ShouldBe(1);
    }

    private Task<SignedIn> TryAsync(string password) => api.Services.GetRequiredService<SignIn>().TryAsync(name, password, TestContext.Current.CancellationToken);
}
