namespace Qingyang.Investment.Web.Hosting;

/// <summary>What went wrong: told to programs as a problem (RFC 9457), to people as a page.</summary>
public static class Failures
{
    public const string ErrorPath = "/error";
    public const string NotFoundPath = "/not-found";

    /// <summary>Whether a program asks, not somebody with a browser.</summary>
    public static bool IsForPrograms(HttpContext http) =>
        (Is(http, "/api") && !Is(http, ApiPage.Address)) || Is(http, "/health");

    private static bool Is(HttpContext http, string path) => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);

    public static void Use(WebApplication app)
    {
        app.UseWhen(IsForPrograms, api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException });
            api.UseStatusCodePages();
        });
        app.UseWhen(x => !IsForPrograms(x), pages =>
        {
            pages.UseExceptionHandler(ErrorPath, createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute(NotFoundPath, createScopeForStatusCodePages: true);
        });
    }
}
