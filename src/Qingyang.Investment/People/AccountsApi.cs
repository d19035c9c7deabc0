using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.People;

/// <summary>A new account; without a password a random one is made and told once.</summary>
public sealed record NewAccount(string Name, string Role, string? Password = null);

/// <summary>Another role, or closed, or open again.</summary>
public sealed record ChangedAccount(string Role, bool Disabled = false);

/// <summary>A new password; without one a random one is made and told once.</summary>
public sealed record NewPassword(string? Password = null);

/// <summary>Accounts by HTTP, for administrators: <c>/api/accounts</c>; and who one is oneself: <c>GET /api/me</c>.</summary>
public static class AccountsApi
{
    public const string Unknown = "没有这个账户，请核对名称。";
    public const string LastAdministrator = "这是最后一个可用的管理员账户，不能改变角色或停用。请先建立另一个管理员。";
    public const string Taken = "这个账户名已经有人用了，请换一个。";
    public const string RoleSentence = "角色应是：专员、领导、审计员、管理员。";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/me", (Actor actor) => Results.Ok(new { actor.Name, Role = actor.Role.ToString(), Rights = Rights.Of(actor.Role).Select(x => x.ToString()) }));
        var accounts = api.MapGroup("/api/accounts").Needs(Right.ManageAccounts);
        accounts.MapGet("", async (Accounts all, CancellationToken cancellation) => Results.Ok((await all.AllAsync(cancellation)).Select(Shown)));
        accounts.MapPost("", AddAsync);
        accounts.MapPut("/{name}", ChangeAsync);
        accounts.MapPost("/{name}/password", ResetAsync);
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
            ? Results.Created($"/api/accounts/{Uri.EscapeDataString(account.Name)}", new { Name = Spelling.Key(account.Name), Role = role.ToString(), Password = account.Password is null ? password : null })
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

        return await accounts.GivePasswordAsync(name, password, cancellation)
            ? Results.Ok(new { Name = name, Password = given.Password is null ? password : null })
            : Results.Problem(Unknown, statusCode: 404);
    }

    private static object Shown(Account x) => new { x.Name, Role = x.Role.ToString(), Disabled = x.IsDisabled, x.CreatedAt, x.LastSignedInAt };
}
