using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

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
            413 => "内容太大，请分成几份提交。",
            415 => Problems.NotJson,
            _ when !string.IsNullOrEmpty(place) => $"「{place}」一项的写法不对：日期应写成 2024-03-05，数字不加引号，编号应是完整的编号。",
            _ => "请求内容不是可以识别的 JSON，或缺少必填的项目，请核对。",
        };

        var problem = string.IsNullOrEmpty(place)
            ? Results.Problem(sentence, statusCode: bad.StatusCode)
            : Results.ValidationProblem(new Dictionary<string, string[]> { [place] = [sentence] }, detail: sentence, statusCode: bad.StatusCode);
        await problem.ExecuteAsync(httpContext);

        return true;
    }
}
