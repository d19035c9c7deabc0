using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// A page of another site, open in a browser on this machine, reaches loopback too. What such a page sends is turned away: the
/// browser says where a request comes from (Sec-Fetch-Site, Fetch Metadata; Origin, RFC 6454). Programs send neither.
/// </summary>
public static class OtherSites
{
    public static void TurnAway(WebApplication app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && IsFromElsewhere(http.Request))
        {
            await Results.Problem(Say.Of("problem.otherSite"), statusCode: 403).ExecuteAsync(http);

            return;
        }

        await next(http);
    });

    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site is not ("same-origin" or "none")
        : request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";
}
