using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Qingyang.Investment.Platform;

/// <summary>What came of a command: the same value for the API, a page, the import and a test. As an HTTP result it writes itself.</summary>
public abstract record Outcome : IResult
{
    /// <summary>Recorded: the enterprise concerned, and the entry under which the fact stands in the log.</summary>
    public sealed record Done(Guid EnterpriseId, Guid EntryId) : Outcome;

    /// <summary>It had already been so; nothing was recorded.</summary>
    public sealed record Already(Guid EnterpriseId) : Outcome;

    /// <summary>A rule of the business says no: which rule, and a sentence for the user.</summary>
    public sealed record Refused(string Reason, string Sentence) : Outcome;

    /// <summary>The role of whoever sent it does not allow that.</summary>
    public sealed record Forbidden(string Sentence) : Outcome;

    /// <summary>There is no such thing.</summary>
    public sealed record Unknown(string Sentence) : Outcome;

    /// <summary>The command is not well formed: sentences by field.</summary>
    public sealed record Invalid(IDictionary<string, string[]> Fields) : Outcome;

    /// <summary>Somebody was faster.</summary>
    public sealed record Stale(string Sentence) : Outcome;

    /// <summary>The entry id stands in the log already, for something else.</summary>
    public sealed record Reused(string Sentence) : Outcome;

    /// <summary>Nobody can say whether it was recorded: sending the same entry again resolves it.</summary>
    public sealed record Unclear(string Sentence) : Outcome;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (this is Unclear)
        {
            httpContext.Response.Headers.RetryAfter = "2";
        }

        var result = this switch
        {
            Done d => Results.Created($"/api/enterprises/{d.EnterpriseId}", d),
            Already a => Results.Ok(a),
            Refused r => Results.Problem(r.Sentence, statusCode: 409, extensions: [new("reason", r.Reason)]),
            Forbidden f => Results.Problem(f.Sentence, statusCode: 403),
            Unknown u => Results.Problem(u.Sentence, statusCode: 404),
            Stale s => Results.Problem(s.Sentence, statusCode: 412),
            Reused r => Results.Problem(r.Sentence, statusCode: 422),
            Unclear u => Results.Problem(u.Sentence, statusCode: 503),
            Invalid i => Results.ValidationProblem(i.Fields.ToDictionary(x => JsonNamingPolicy.CamelCase.ConvertName(x.Key), x => x.Value), detail: Say.Of("command.invalid")),
            _ => throw new InvalidOperationException(GetType().Name),
        };

        await result.ExecuteAsync(httpContext);
    }
}
