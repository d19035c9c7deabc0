using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web.Hosting;

namespace Qingyang.Investment.Specs.People;

public class ComingAsAStranger(Api api)
{
    [Fact]
    public async Task Every_endpoint_of_the_api_is_closed_and_a_sentence_says_how_to_get_in()
    {
        using var stranger = api.AStranger();

        foreach (var operation in await ApiOperation.AllAsync(api))
        {
            using var request = operation.Idle();
            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

            ((int)answer.StatusCode).ShouldBe(401, operation.Name);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer", operation.Name);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(Closed.SignInFirst, customMessage: operation.Name);
        }

        (await stranger.SendAsync(HttpMethod.Get, "/api/openapi.json")).ShouldBeRefused(401);
        (await stranger.SendAsync(HttpMethod.Get, "/api/none")).ShouldBeRefused(401);   // what is not there is not told either
    }

    [Theory]
    [InlineData("/health", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/sign-in", 200)]
    [InlineData("/app.css", 200)]
    [InlineData("/preferences/theme/dark", 302)]
    public async Task Some_doors_are_open(string path, int expected)
    {
        await api.FiguresAreUpToDateAsync();
        using var stranger = api.AStranger();

        (await stranger.SendAsync(HttpMethod.Get, path)).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/me")]
    [InlineData("/api/docs/")]
    public async Task Pages_lead_to_the_door(string path)
    {
        using var stranger = api.AStranger();
        using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(302);
        answer.Headers.Location!.ToString().ShouldEndWith($"/sign-in?back={Uri.EscapeDataString(path)}");
    }

    [Fact]
    public async Task With_a_token_that_nobody_made_that_expired_or_that_was_taken_back()
    {
        var (name, tokens, stop) = (Given.Own("令牌主人"), api.Services.GetRequiredService<AccessTokens>(), TestContext.Current.CancellationToken);
        var good = await api.ATokenAsync(name, Role.Staff);
        var (_, expired) = await tokens.MakeAsync(name, "过期的", TimeProvider.System.GetUtcNow().AddSeconds(-1), stop);
        var (id, gone) = await tokens.MakeAsync(name, "收回的", expires: null, stop);
        (await StatusAsync(gone)).ShouldBe(200);
        (await tokens.TakeBackAsync(name, id, stop)).ShouldBeTrue();

        (await StatusAsync(good)).ShouldBe(200);

        foreach (var token in (string[])[AccessTokens.Prefix + new string('0', 64), "qy", expired, gone, good + "0"])
        {
            await IsTurnedAwayAsync(token);
        }
    }

    [Fact]
    public async Task With_the_token_of_an_account_that_was_closed_until_it_is_opened_again()
    {
        var (name, accounts, stop) = (Given.Own("停用的人"), api.Services.GetRequiredService<Accounts>(), TestContext.Current.CancellationToken);
        var token = await api.ATokenAsync(name, Role.Staff);
        await api.Services.ThereIsAnAdministratorAsync();

        (await accounts.ChangeAsync(name, Role.Staff, disabled: true, stop)).ShouldBeTrue();
        await IsTurnedAwayAsync(token);

        (await accounts.ChangeAsync(name, Role.Staff, disabled: false, stop)).ShouldBeTrue();
        (await StatusAsync(token)).ShouldBe(200);
    }

    [Fact]
    public async Task With_a_secret_of_the_command_line_that_is_not_this_servers()
    {
        using var stranger = api.AStranger();
        stranger.DefaultRequestHeaders.Add(LocalToken.SecretHeader, "made-up");
        stranger.DefaultRequestHeaders.Add(LocalToken.AsHeader, "root");

        (await stranger.SendAsync(HttpMethod.Get, "/api/me")).ShouldBeRefused(401);
    }

    private async Task<int> StatusAsync(string token)
    {
        using var client = api.AStranger().WithToken(token);

        return (await client.SendAsync(HttpMethod.Get, "/api/me")).Status;
    }

    private async Task IsTurnedAwayAsync(string token)
    {
        using var client = api.AStranger();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token).ShouldBeTrue();
        var answer = await client.SendAsync(HttpMethod.Get, "/api/me");

        answer.ShouldBeRefused(401);
        answer.Body.GetProperty("detail").GetString()!.ShouldStartWith("访问令牌不对，或已过期、收回。");
    }
}
