namespace Qingyang.Investment.Web.Hosting;

/// <summary>What went wrong: told to programs as a problem (RFC 9457), to people as a page.</summary>
public static class Failures
{
    public const string ErrorPath = "/error";
    public const string NotFoundPath = "/not-found";

    /// <summary>Whether a program asks, not somebody with a browser.</summary>
    public static bool IsForPrograms(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

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
