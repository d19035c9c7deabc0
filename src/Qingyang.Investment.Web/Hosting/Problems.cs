using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>Words a problem (RFC 9457) that is known by its status alone: an address that is not there, a failure that nobody foresaw.</summary>
public static class Problems
{
    public static string NotJson => Say.Of("problem.notJson");

    public static void Word(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
    {
        404 => Say.Of("problem.notFound"),
        405 => Say.Of("problem.method"),
        415 => NotJson,
        >= 500 => Say.Of("problem.failure"),
        _ => Say.Of("problem.other"),
    };
}
