using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Operations;

/// <summary>Alive.</summary>
public sealed record HealthAnswer(string Detail);

/// <summary>For whoever keeps the server running: <c>/health</c> (it lives) and <c>/health/ready</c> (all of it works: 200, else 503). Open to strangers.</summary>
public static class Health
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health", () => Results.Ok(new HealthAnswer(Say.Of("health.alive")))).AllowAnonymous();
        app.MapGet("/health/ready", async (Readiness readiness, HttpContext http, CancellationToken cancellation) =>
        {
            var answer = await readiness.AskAsync(cancellation);
            http.Response.Headers.CacheControl = "no-store";

            return Results.Json(answer, statusCode: answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }
}
