using Qingyang.Investment.Platform;
using Qingyang.Investment.Web.Hosting;

namespace Qingyang.Investment.Specs.People;

/// <summary>What each role may do, at every endpoint that the API's document tells of.</summary>
public class HavingARole(Api api)
{
    private static readonly string NoRight = Actor.NoRight.Sentence;

    public static TheoryData<Role> Roles => [.. Rights.OfPeople];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Opens_what_it_may_and_nothing_else_by_its_token(Role role)
    {
        using var client = api.AStranger().WithToken(await api.ATokenAsync(Given.Own("凭令牌" + role.ToChinese()), role));

        await OpensAsync(client, role);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Opens_what_it_may_and_nothing_else_by_the_command_line(Role role)
    {
        var name = Given.Own("命令行" + role.ToChinese());
        await api.ATokenAsync(name, role);
        using var client = api.AStranger();
        LocalToken.Put(client, Api.Local.Secret, name);

        await OpensAsync(client, role);
    }

    /// <summary>As people were promised; <see cref="Rights.Of"/> is what is asked.</summary>
    [Theory]
    [InlineData(Role.Staff, "Read Record HandInLedgers")]
    [InlineData(Role.Leader, "Read Record Audit")]
    [InlineData(Role.Auditor, "Read Audit")]
    [InlineData(Role.Administrator, "Read ManageAccounts Operate")]
    public async Task Is_told_to_whoever_asks_who_they_are(Role role, string rights)
    {
        var name = Given.Own("自问" + role.ToChinese());
        using var client = api.AStranger().WithToken(await api.ATokenAsync(name, role));

        var (status, me) = await client.SendAsync(HttpMethod.Get, "/api/me");

        status.ShouldBe(200);
        (me.GetProperty("name").GetString(), me.GetProperty("role").GetString()).ShouldBe((name, role.ToString()));
        string.Join(' ', me.GetProperty("rights").EnumerateArray().Select(x => x.GetString())).ShouldBe(rights);
    }

    private async Task OpensAsync(HttpClient client, Role role)
    {
        foreach (var operation in await ApiOperation.AllAsync(api))
        {
            using var request = operation.Idle();
            var (status, body) = await client.TellAsync(request);
            var told = operation.Told.GetProperty("responses").GetProperty("403").GetProperty("description").GetString()!;

            if (Rights.Of(role).Contains(NeededFor(operation)))
            {
                status.ShouldBeOneOf([200, 204, 400, 404], $"{role} {operation.Name} {body}");
                told.ShouldContain(role.ToChinese(), customMessage: operation.Name);
            }
            else
            {
                status.ShouldBe(403, $"{role} {operation.Name} {body}");
                body.GetProperty("detail").GetString().ShouldBe(NoRight, operation.Name);
                told.ShouldNotContain(role.ToChinese(), customMessage: operation.Name);
            }
        }
    }

    /// <summary>The right that each endpoint needs.</summary>
    private static Right NeededFor(ApiOperation x) =>
        x.Path.StartsWith("/api/accounts", StringComparison.Ordinal) ? Right.ManageAccounts
        : x.Path.StartsWith("/api/webhooks", StringComparison.Ordinal) || x.Path == "/api/rebuilds" ? Right.Operate
        : x.Path == "/api/evidence" ? Right.Audit
        : x.Verb == "get" || x.Path.StartsWith("/api/tokens", StringComparison.Ordinal) || x.Path.StartsWith("/api/views", StringComparison.Ordinal) ? Right.Read   // one's own things
        : x.Path.StartsWith("/api/ledgers", StringComparison.Ordinal) ? Right.HandInLedgers
        : Right.Record;
}
