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
    public static string Unknown => Say.Of("account.unknown");
    public static string LastAdministrator => Say.Of("account.lastAdministrator");
    public static string Taken => Say.Of("account.name.taken");
    public static string RoleSentence => Say.Of("account.role");

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
