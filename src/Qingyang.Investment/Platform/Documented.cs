using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Qingyang.Investment.Platform;

/// <summary>An example of what an endpoint takes, typed, so that it can only be one that the endpoint could take.</summary>
public sealed record TakenExample(object Body);

/// <summary>An example of what it answers with that status.</summary>
public sealed record AnswerExample(int Status, object Body);

/// <summary>What a parameter means. <paramref name="Format"/>: <c>integer</c> or <c>date</c> where the endpoint reads it as text, to tell in a sentence what is wrong.</summary>
public sealed record ParameterWords(string Name, string Sentence, object? Example, string? Format);

/// <summary>The caller may choose the entry's key: sending the same again is answered as the first time.</summary>
/// <param name="Instead">What is said of the key where it is not as usual; then it must be there.</param>
public sealed record KeptUnderAKey(int Longest, string? Instead = null);

/// <summary>Takes a file: as a form's <c>file</c>, or as the body itself.</summary>
public sealed record TakesAFile;

/// <summary>Waits or works for long by its nature: is not told as slow.</summary>
public sealed record TakesItsTime;

/// <summary>What the API's document (OpenAPI) tells of an endpoint, said where the endpoint is.</summary>
public static class Documented
{
    /// <summary>The media type of a workbook.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What it does, in Chinese; <paramref name="tag"/> is the chapter it stands in.</summary>
    public static RouteHandlerBuilder Tells(this RouteHandlerBuilder endpoint, string tag, string summary, string? description = null) =>
        description is null ? endpoint.WithTags(tag).WithSummary(summary) : endpoint.WithTags(tag).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, object example) => endpoint.WithMetadata(new TakenExample(example));

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, T example, int status = StatusCodes.Status200OK) where T : notnull =>
        endpoint.Produces<T>(status).WithMetadata(new AnswerExample(status, example));

    /// <summary>Answers text, as it is.</summary>
    public static RouteHandlerBuilder AnswersText(this RouteHandlerBuilder endpoint, string example) =>
        endpoint.Produces<string>(StatusCodes.Status200OK, "text/plain").WithMetadata(new AnswerExample(StatusCodes.Status200OK, example));

    /// <summary>Problems (RFC 9457) with these statuses. That nobody is signed in (401), or may not (403), goes for all.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }

    public static RouteHandlerBuilder Means(this RouteHandlerBuilder endpoint, string parameter, string sentence, object? example = null, string? format = null) =>
        endpoint.WithMetadata(new ParameterWords(parameter, sentence, example, format));

    public static RouteHandlerBuilder KeepsTheKey(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new KeptUnderAKey(Api.LongestKey));

    /// <summary>It takes nothing without a key.</summary>
    public static RouteHandlerBuilder NeedsAKey(this RouteHandlerBuilder endpoint, int longest, string sentence) => endpoint.WithMetadata(new KeptUnderAKey(longest, sentence));

    /// <summary>Answers a workbook.</summary>
    public static RouteHandlerBuilder AnswersAWorkbook(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status200OK, contentType: Xlsx);
}

/// <summary>What the examples of the API's document speak of.</summary>
public static class Examples
{
    public const string Name = "庆阳示例算力科技有限公司", CreditCode = "91350100M000100Y43";
    public static readonly Guid Enterprise = new("0190d0a0-1c00-7000-8000-000000000001");
    public static readonly Guid Entry = new("0190d0a0-1c00-7000-8000-000000000002");
    public static readonly Guid Other = new("0190d0a0-1c00-7000-8000-000000000003");
    public static readonly DateOnly Day = new(2024, 6, 30);
    public static readonly DateTimeOffset Moment = new(2024, 6, 30, 1, 2, 3, TimeSpan.Zero);
    public const string AgreementNumber = "QY-2024-0561";
}
