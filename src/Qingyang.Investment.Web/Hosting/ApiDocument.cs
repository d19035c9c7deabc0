using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Qingyang.Investment.Platform;
using HttpJson = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>The API's document (OpenAPI), at <see cref="Address"/>: what the endpoints tell of themselves, with the answers that all of them have in common.</summary>
public static class ApiDocument
{
    public const string Address = "/api/openapi.json";

    private const string Bearer = "bearer";

    public static void Add(IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = x => x.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(Head);
        options.AddOperationTransformer(Tell);
    });

    public static void Map(WebApplication app) => app.MapOpenApi(Address);

    private static Task Head(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"{context.ApplicationServices.GetRequiredService<City>().Name}招商 API",
            Version = "1",
            Description = "事实以资源的形式提交，数字由事实得出。没有受理的请求按 RFC 9457 回答，detail 是一句说明怎么办的话。带上 Idempotency-Key，同一个请求可以放心地重发。",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "个人访问令牌：请求头 Authorization: Bearer 令牌。" },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];

        return Task.CompletedTask;
    }

    private static Task Tell(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var told = context.Description.ActionDescriptor.EndpointMetadata;
        var json = new JsonSerializerOptions(context.ApplicationServices.GetRequiredService<IOptions<HttpJson>>().Value.SerializerOptions)
        {
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        };
        operation.Responses ??= [];

        foreach (var words in told.OfType<ParameterWords>())
        {
            Tell(operation, words);
        }

        if (told.OfType<KeptUnderAKey>().FirstOrDefault() is { } kept)
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Api.KeyHeader,
                In = ParameterLocation.Header,
                Required = kept.Instead is not null,
                Description = kept.Instead ?? "您自己选的键：用同一个键再发一次，回答与第一次相同，不会重复记录；同一个键用于别的内容，回答 422。",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = kept.Longest },
            });
        }

        if (told.OfType<TakenExample>().FirstOrDefault() is { } taken)
        {
            foreach (var content in operation.RequestBody!.Content!.Values)
            {
                content.Example = JsonSerializer.SerializeToNode(taken.Body, json);
            }
        }

        if (told.OfType<TakesAFile>().Any())
        {
            operation.RequestBody = FileBody();
        }

        foreach (var answer in told.OfType<AnswerExample>())
        {
            operation.Responses[$"{answer.Status}"]!.Content!.Values.First().Example = JsonSerializer.SerializeToNode(answer.Body, json);
        }

        foreach (var (status, response) in operation.Responses)
        {
            response.Description = status switch { "200" => "成功", "201" => "已记录，或已建立", "202" => "已收下，正在处理", "204" => "完成", _ => response.Description };
        }

        return ProblemAnswers.AddAsync(operation, context, cancellation);
    }

    private static void Tell(OpenApiOperation operation, ParameterWords words)
    {
        var parameter = operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(x => x.Name == words.Name);

        if (parameter is null)
        {
            // Read from the request itself: the method does not name it.
            parameter = new OpenApiParameter { Name = words.Name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            (operation.Parameters ??= []).Add(parameter);
        }

        parameter.Description = words.Sentence;
        parameter.Example = words.Example is null ? null : JsonSerializer.SerializeToNode(words.Example);

        if (words.Format is { } format)
        {
            parameter.Schema = format == "date" ? new OpenApiSchema { Type = JsonSchemaType.String, Format = format } : new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" };
        }
    }

    private static OpenApiRequestBody FileBody()
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "台账文件" };

        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["multipart/form-data"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string>(StringComparer.Ordinal) { "file" }, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["file"] = file } },
                },
                ["application/octet-stream"] = new OpenApiMediaType { Schema = file },
            },
        };
    }
}
