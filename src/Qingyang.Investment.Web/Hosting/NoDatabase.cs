using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>A question that the database did not answer: 503, and when to ask again. (Commands tell it themselves, as an unclear outcome.)</summary>
public sealed class NoDatabase : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not NpgsqlException { IsTransient: true } || !Failures.IsForPrograms(httpContext))
        {
            return false;
        }

        httpContext.Response.Headers.RetryAfter = "2";
        await Results.Problem(Say.Of("problem.noDatabase"), statusCode: 503).ExecuteAsync(httpContext);

        return true;
    }
}
