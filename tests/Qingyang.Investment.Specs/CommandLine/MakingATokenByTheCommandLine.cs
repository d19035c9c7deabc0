using System.Text.Json;

namespace Qingyang.Investment.Specs.CommandLine;

public sealed class MakingATokenByTheCommandLine
{
    [Fact]
    public async Task It_acts_as_the_account_and_its_facts_stand_under_that_name()
    {
        await using var data = new DataFolder();
        var url = QyProcess.FreeUrl();
        using var local = new HttpClient { BaseAddress = new Uri(url) };
        await using var server = QyProcess.Start(data.Path, url, "run", "--empty");
        await server.AnswersAsync(local);
        (await QyProcess.RunAsync(data.Path, "add-account", "孙令", "--role", "staff")).Output.ShouldContain("账户 孙令，密码 ");

        var (exit, token, errors) = await QyProcess.RunAsync(data.Path, "token", "--as", "孙令", "--label", "报表", "--days", "30");

        exit.ShouldBe(0, errors);
        using var program = new HttpClient { BaseAddress = new Uri(url) }.WithToken(token.Trim());
        var (status, answer) = await program.SendAsync(HttpMethod.Post, "/api/enterprises", Given.AnEnterprise());
        status.ShouldBe(201, answer.ToString());
        (await program.SendAsync(HttpMethod.Get, "/api/accounts")).ShouldBeRefused(403);
        (await data.ScalarAsync<string>("select user_name from investment.mt_events")).ShouldBe("孙令");

        (await QyProcess.RunAsync(data.Path, "change-account", "孙令", "--role", "staff", "--disable")).Exit.ShouldBe(0);
        (await program.SendAsync(HttpMethod.Get, "/api/me")).ShouldBeRefused(401);
        (await QyProcess.RunAsync(data.Path, "token", "--as", "孙令")).ShouldSatisfyAllConditions(x => x.Exit.ShouldBe(1), x => x.Errors.ShouldContain("没有「孙令」这个可用的账户"));
        (await QyProcess.RunAsync(data.Path, "reset-password", "孙令")).Output.ShouldContain("密码 ");
        (await QyProcess.RunAsync(data.Path, "change-account", "管理员", "--role", "staff")).ShouldSatisfyAllConditions(x => x.Exit.ShouldBe(1), x => x.Errors.ShouldContain("最后一个可用的管理员"));
        JsonElement.Parse((await QyProcess.RunAsync(data.Path, "accounts", "--json")).Output).GetArrayLength().ShouldBe(2);
    }
}
