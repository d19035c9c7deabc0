using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>Requests that cannot be read at all, as a problem (RFC 9457) with a sentence that tells what to mend.</summary>
public sealed class BadRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad || !Failures.IsForPrograms(httpContext))
        {
            return false;
        }

        var place = (bad.InnerException as JsonException)?.Path?.TrimStart('$', '.');
        var sentence = bad.StatusCode switch
        {
            413 => Say.Of("problem.tooLarge"),
            415 => Problems.NotJson,
            _ when !string.IsNullOrEmpty(place) => Say.Of("problem.field", place),
            _ => Say.Of("problem.unreadable"),
        };

        var problem = string.IsNullOrEmpty(place)
            ? Results.Problem(sentence, statusCode: bad.StatusCode)
            : Results.ValidationProblem(new Dictionary<string, string[]> { [place] = [sentence] }, detail: sentence, statusCode: bad.StatusCode);
        await problem.ExecuteAsync(httpContext);

        return true;
    }
}
