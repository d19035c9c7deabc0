using Qingyang.Investment.People;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.People;

/// <summary>Personal access tokens by HTTP, each answer that they can give.</summary>
public class KeepingTokens(Api api)
{
    private readonly string name = Given.Own("令牌");

    [Fact]
    public async Task Makes_one_that_acts_as_its_account_and_is_told_once()
    {
        using var client = api.AStranger().WithToken(await api.ATokenAsync(name, Role.Staff));

        var (status, made) = await client.SendAsync(HttpMethod.Post, "/api/tokens", new { label = " 每日报表 ", days = 90 });

        status.ShouldBe(201, made.ToString());
        var secret = made.GetProperty("token").GetString()!;
        secret.ShouldStartWith(AccessTokens.Prefix);
        using var other = api.AStranger().WithToken(secret);
        var (recorded, answer) = await other.SendAsync(HttpMethod.Post, "/api/enterprises", Given.AnEnterprise());
        recorded.ShouldBe(201);
        var history = (await other.SendAsync(HttpMethod.Get, $"/api/enterprises/{answer.GetProperty("enterpriseId").GetGuid()}")).Body;
        history.GetProperty("events")[0].GetProperty("recordedBy").GetString().ShouldBe(name);

        var mine = (await client.SendAsync(HttpMethod.Get, "/api/tokens")).Body;
        var listed = mine.EnumerateArray().Single(x => x.GetProperty("id").GetGuid() == made.GetProperty("id").GetGuid());
        listed.GetProperty("label").GetString().ShouldBe("每日报表");
        (listed.GetProperty("expiresAt").GetDateTimeOffset() - listed.GetProperty("createdAt").GetDateTimeOffset()).TotalDays.ShouldBe(90, tolerance: 0.1);
        listed.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        mine.ToString().ShouldNotContain(secret);
    }

    [Fact]
    public async Task Takes_ones_own_back_and_nobody_elses()
    {
        using var client = api.AStranger().WithToken(await api.ATokenAsync(name, Role.Auditor));
        using var other = api.AStranger().WithToken(await api.ATokenAsync(name + "别人", Role.Administrator));
        var (_, made) = await client.SendAsync(HttpMethod.Post, "/api/tokens", new { label = "一" });
        var place = $"/api/tokens/{made.GetProperty("id").GetGuid()}";

        (await other.SendAsync(HttpMethod.Delete, place)).ShouldBeRefused(404);
        (await other.SendAsync(HttpMethod.Get, "/api/tokens")).Body.GetArrayLength().ShouldBe(1);
        (await client.SendAsync(HttpMethod.Delete, place)).Status.ShouldBe(204);
        (await client.SendAsync(HttpMethod.Delete, place)).ShouldBeRefused(404);

        using var gone = api.AStranger().WithToken(made.GetProperty("token").GetString()!);
        (await gone.SendAsync(HttpMethod.Get, "/api/me")).ShouldBeRefused(401);
    }

    [Theory]
    [InlineData("label", " ", 90)]
    [InlineData("label", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", 90)]
    [InlineData("days", "报表", 0)]
    [InlineData("days", "报表", 3651)]
    public async Task Is_refused_without_a_purpose_or_for_ever(string field, string label, int days)
    {
        using var client = api.AStranger().WithToken(await api.ATokenAsync(name, Role.Staff));

        var answer = await client.SendAsync(HttpMethod.Post, "/api/tokens", new { label, days });

        answer.ShouldBeRefused(400);
        answer.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(field);
    }

    [Fact]
    public async Task Is_refused_to_the_command_line_where_it_names_no_account() =>
        (await api.PostAsync("/api/tokens", new { label = "报表" })).ShouldBeRefused(409);
}
