using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Qingyang.Investment.People;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>How people and programs get in: a cookie for pages, tokens for programs. Who may do what is written in <c>Platform/Actor.cs</c>.</summary>
public static class Doors
{
    public const string SignInPath = "/sign-in";
    public const string ForbiddenPath = "/forbidden";

    private const string Any = "Any";
    private const string Stamp = "stamp";

    public static void Add(IServiceCollection services, LocalToken local)
    {
        services.AddSingleton(local);
        services.AddSingleton<Microsoft.AspNetCore.Authorization.IAuthorizationMiddlewareResultHandler, Closed>();
        services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, x => x.ForwardDefaultSelector = http =>
                TokenAuthentication.IsShown(http.Request) ? TokenAuthentication.Name : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Name, null)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "qy";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.SlidingExpiration = true;
                cookie.LoginPath = SignInPath;
                cookie.AccessDeniedPath = ForbiddenPath;
                cookie.ReturnUrlParameter = "back";
                cookie.Events.OnValidatePrincipal = ValidateAsync;
            });
    }

    public static Task EnterAsync(HttpContext http, Account account, bool staySignedIn)
    {
        var identity = account.Actor.ToIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new Claim(Stamp, account.Stamp.ToString()));

        return http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties
        {
            IsPersistent = staySignedIn,
            ExpiresUtc = staySignedIn ? http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(30) : null,
        });
    }

    /// <summary>An account that was closed, or whose role or password changed, is out with its next request.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<Accounts>();
        var account = await accounts.FindAsync(context.Principal?.Identity?.Name, context.HttpContext.RequestAborted);

        if (account is not { IsDisabled: false } || context.Principal!.FindFirstValue(Stamp) != account.Stamp.ToString())
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
    }
}
