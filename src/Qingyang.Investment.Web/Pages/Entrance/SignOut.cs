using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Qingyang.Investment.Web.Hosting;

namespace Qingyang.Investment.Web.Pages.Entrance;

/// <summary>Signing out (退出): a form, so that no link of somebody else's does it.</summary>
public static class SignOut
{
    public static void Map(WebApplication app) => app.MapPost("/sign-out", async (HttpContext http, IAntiforgery antiforgery) =>
    {
        await antiforgery.ValidateRequestAsync(http);
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);

        return Results.LocalRedirect(Doors.SignInPath);
    });
}
