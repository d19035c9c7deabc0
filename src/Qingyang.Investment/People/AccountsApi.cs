using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.People;

/// <summary>A new account; without a password a random one is made and told once.</summary>
public sealed record NewAccount(string Name, string Role, string? Password = null)
{
    /// <summary>A log may print what was sent: not the password.</summary>
    public override string ToString() => nameof(NewAccount);
}

/// <summary>Another role, or closed, or open again.</summary>
public sealed record ChangedAccount(string Role, bool Disabled = false);

/// <summary>A new password; without one a random one is made and told once.</summary>
public sealed record NewPassword(string? Password = null)
{
    public override string ToString() => nameof(NewPassword);
}

/// <summary>An account as administrators see it.</summary>
public sealed record ShownAccount(string Name, Role Role, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSignedInAt);

/// <summary>Who got a password. It stands here, once, where it was made here.</summary>
public sealed record GivenPassword(string Name, Role Role, string? Password)
{
    public override string ToString() => nameof(GivenPassword);
}

/// <summary>Who one is, and what one may do.</summary>
public sealed record Me(string Name, Role Role, IReadOnlyList<Right> Rights);

/// <summary>Accounts by HTTP, for administrators: <c>/api/accounts</c>; and who one is oneself: <c>GET /api/me</c>.</summary>
public static class AccountsApi
{
    public static string Unknown => Say.Of("account.unknown");
    public static string LastAdministrator => Say.Of("account.lastAdministrator");
    public static string Taken => Say.Of("account.name.taken");
    public static string RoleSentence => Say.Of("account.role");

    private const string Tag = "账户", NameWords = "账户名。";

    private static readonly ShownAccount Example = new("赵敏", Role.Staff, Disabled: false, Examples.Moment, Examples.Moment.AddDays(1));

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/me", (Actor actor) => Results.Ok(new Me(actor.Name, actor.Role, [.. Rights.Of(actor.Role).Order()])))
            .Tells(Tag, "我是谁，可以做什么").Answers(new Me("赵敏", Role.Staff, [.. Rights.Of(Role.Staff).Order()])).Refuses(503);
        var accounts = api.MapGroup("/api/accounts").Needs(Right.ManageAccounts);
        accounts.MapGet("", async (Accounts all, CancellationToken cancellation) => Results.Ok((await all.AllAsync(cancellation)).Select(Shown)))
            .Tells(Tag, "所有账户").Answers(new[] { Example }).Refuses(503);
        accounts.MapPost("", AddAsync)
            .Tells(Tag, "新建账户", "不写密码就随机生成一个，只在这里回答一次。角色：staff 专员、leader 领导、auditor 审计员、administrator 管理员。")
            .Takes(new NewAccount("赵敏", "staff")).Answers(new GivenPassword("赵敏", Role.Staff, "k7mp-x2vd-9hqe-w4tn"), 201).Refuses(400, 409, 415, 503);
        accounts.MapPut("/{name}", ChangeAsync)
            .Tells(Tag, "改变角色，停用或重新启用账户", "已登录的须重新登录，停用的立即退出，它的令牌也不再有效。最后一个可用的管理员不能改（409）。")
            .Means("name", NameWords, "赵敏").Takes(new ChangedAccount("leader")).Answers(Example with { Role = Role.Leader }).Refuses(400, 404, 409, 415, 503);
        accounts.MapPost("/{name}/password", ResetAsync)
            .Tells(Tag, "换一个新密码", "不写密码就随机生成一个，只在这里回答一次。已登录的须重新登录，输错密码的等待也解除。")
            .Means("name", NameWords, "赵敏").Takes(new NewPassword("一个长一点的密码好记")).Answers(new GivenPassword("赵敏", Role.Staff, null)).Refuses(400, 404, 415, 503);
    }

    private static async Task<IResult> AddAsync(NewAccount account, Actor actor, Accounts accounts, CancellationToken cancellation)
    {
        if (Account.FaultOfName(account.Name) is { } fault)
        {
            return Query.Wrong("name", fault);
        }

        if (!Rights.TryParse(account.Role, out var role))
        {
            return Query.Wrong("role", RoleSentence);
        }

        if (account.Password is not null && Passwords.FaultOf(account.Password, account.Name) is { } weak)
        {
            return Query.Wrong("password", weak);
        }

        var password = account.Password ?? Passwords.New();

        return await accounts.AddAsync(account.Name, role, password, actor.Name, cancellation)
            ? Results.Created($"/api/accounts/{Uri.EscapeDataString(account.Name)}", new GivenPassword(Spelling.Key(account.Name), role, account.Password is null ? password : null))
            : Results.Problem(Taken, statusCode: 409);
    }

    private static async Task<IResult> ChangeAsync(string name, ChangedAccount changed, Accounts accounts, CancellationToken cancellation)
    {
        if (!Rights.TryParse(changed.Role, out var role))
        {
            return Query.Wrong("role", RoleSentence);
        }

        if (await accounts.FindAsync(name, cancellation) is null)
        {
            return Results.Problem(Unknown, statusCode: 404);
        }

        return await accounts.ChangeAsync(name, role, changed.Disabled, cancellation)
            ? Results.Ok(Shown((await accounts.FindAsync(name, cancellation))!))
            : Results.Problem(LastAdministrator, statusCode: 409);
    }

    private static async Task<IResult> ResetAsync(string name, NewPassword given, Accounts accounts, CancellationToken cancellation)
    {
        if (given.Password is not null && Passwords.FaultOf(given.Password, name) is { } weak)
        {
            return Query.Wrong("password", weak);
        }

        var password = given.Password ?? Passwords.New();

        return await accounts.GivePasswordAsync(name, password, cancellation) && await accounts.FindAsync(name, cancellation) is { } found
            ? Results.Ok(new GivenPassword(found.Name, found.Role, given.Password is null ? password : null))
            : Results.Problem(Unknown, statusCode: 404);
    }

    private static ShownAccount Shown(Account x) => new(x.Name, x.Role, x.IsDisabled, x.CreatedAt, x.LastSignedInAt);
}
