using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>The problems (RFC 9457) that an operation can answer, in the API's document, which is in Chinese: when, and one as it looks.</summary>
public static class ProblemAnswers
{
    private const string MediaType = "application/problem+json";

    private static readonly Dictionary<int, (string When, string Title, string Detail)> Words = new()
    {
        [400] = ("内容有误：哪一项，怎么改", "Bad Request", "日期应在 2000-01-01 到今天之间，请核对。"),
        [401] = ("没有登录，或令牌无效", "Unauthorized", Closed.SignInFirst),
        [403] = ("没有这项权限，或请求来自别的网站", "Forbidden", Actor.NoRight.Sentence),
        [404] = ("没有所说的这一个", "Not Found", "没有这家企业。请核对企业编号、统一社会信用代码或名称。"),
        [409] = ("业务规则不允许：reason 是规则的名字", "Conflict", "这个统一社会信用代码已经登记在「庆阳示例算力科技有限公司」名下，不能重复登记。"),
        [412] = ("有人先改了", "Precondition Failed", "这家企业的记录已经更新到第 3 版（您看到的是第 2 版），请看过最新情况再提交。"),
        [413] = ("内容太大", "Payload Too Large", "内容太大，请分成几份提交。"),
        [415] = ("内容不是 JSON", "Unsupported Media Type", "请求内容应是 JSON（Content-Type: application/json）。"),
        [422] = ("这个 Idempotency-Key 已经用于别的内容", "Unprocessable Entity", "这个 Idempotency-Key 已经用于另一项内容。每一项新内容请换一个新的 Idempotency-Key。"),
        [503] = ("数据库暂时没有应答，请按 Retry-After 再试", "Service Unavailable", "数据库暂时没有应答，请稍候再试。"),
    };

    public static async Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), parameterDescription: null, cancellation);

        foreach (var (status, words) in Words.OrderBy(x => x.Key))
        {
            var key = status.ToString(CultureInfo.InvariantCulture);

            // Signing in goes for every operation; the others for those that say so.
            if (status is 401 or 403 || operation.Responses!.ContainsKey(key))
            {
                operation.Responses![key] = new OpenApiResponse
                {
                    Description = status == 403 ? $"{words.When}。可以的角色：{WhoMay(context)}" : words.When,
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    {
                        [MediaType] = new OpenApiMediaType { Schema = schema, Example = Example(status, words.Title, words.Detail) },
                    },
                };
            }
        }
    }

    /// <summary>The roles that have every right which the endpoint needs; to read, where it says nothing.</summary>
    private static string WhoMay(OpenApiOperationTransformerContext context)
    {
        var needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(x => Enum.Parse<Right>(x.Policy!)).Append(Right.Read);

        return string.Join('、', Rights.OfPeople.Where(x => Rights.Of(x).IsSupersetOf(needed)).Select(x => x.ToChinese()));
    }

    private static JsonObject Example(int status, string title, string detail)
    {
        var problem = new JsonObject { ["type"] = $"https://tools.ietf.org/html/rfc9110#section-15.{(status < 500 ? 5 : 6)}", ["title"] = title, ["status"] = status, ["detail"] = detail };

        if (status == 400)
        {
            problem["errors"] = new JsonObject { ["on"] = new JsonArray(detail) };
        }

        if (status == 409)
        {
            problem["reason"] = "credit-code-taken";
        }

        return problem;
    }
}
