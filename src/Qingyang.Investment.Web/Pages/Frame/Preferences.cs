using Microsoft.AspNetCore.Localization;

namespace Qingyang.Investment.Web.Pages.Frame;

/// <summary>Language and light of the pages: kept in cookies of the browser, read by the server, so they hold without a script too.</summary>
public static class Preferences
{
    public const string LanguageCookie = "qy-language";
    public const string ThemeCookie = "qy-theme";

    private static readonly string[] Themes = ["light", "dark"];

    /// <summary><c>light</c> or <c>dark</c>; null where it follows the system.</summary>
    public static string? ThemeOf(HttpContext http) => http.Request.Cookies[ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : null;

    /// <summary>The address to go back to: one of ours, or the first page.</summary>
    public static string Back(string? back) =>
        back is ['/', ..] and not ['/', '/' or '\\', ..] && !back.Any(char.IsControl) ? back : "/";

    public static void Map(WebApplication app)
    {
        app.MapGet("/preferences/language/{to}", (string to, string? back, HttpContext http) =>
        {
            var culture = to == "en" ? PagesModule.English : PagesModule.Chinese;

            return Keep(http, LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), back);
        }).AllowAnonymous();
        app.MapGet("/preferences/theme/{to}", (string to, string? back, HttpContext http) => Keep(http, ThemeCookie, to, back)).AllowAnonymous();
    }

    private static IResult Keep(HttpContext http, string cookie, string value, string? back)
    {
        http.Response.Cookies.Append(cookie, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });

        return Results.LocalRedirect(Back(back));
    }
}
