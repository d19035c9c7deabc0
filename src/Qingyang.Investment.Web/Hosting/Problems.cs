namespace Qingyang.Investment.Web.Hosting;

/// <summary>Words a problem (RFC 9457) that is known by its status alone: an address that is not there, a failure that nobody foresaw.</summary>
public static class Problems
{
    public const string NotJson = "请求内容应是 JSON（Content-Type: application/json）。";

    public static void Word(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
    {
        404 => "没有这个地址，请核对。",
        405 => "这个地址不接受这样的请求方法，请核对。",
        415 => NotJson,
        >= 500 => "系统出了问题，这次操作没有完成。请稍候再试；还是不行，请联系管理员。",
        _ => "请求没有被接受，请核对后再试。",
    };
}
