using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Lists;

/// <summary>One assignment for many enterprises: by their ids or, for a preview, by a list's query.</summary>
public sealed record ManyAssignments(IReadOnlyList<Guid>? EnterpriseIds, string? Query, string LeadOfficial, string? Post, string TaskForce, DateOnly Starts)
{
    public AssignServiceTeam Of(Guid enterprise) => new(enterprise, LeadOfficial, TaskForce, Starts, Post);
}

/// <summary>What came of it for one enterprise: recorded, already, unknown, refused or unclear, with a sentence where it was not recorded.</summary>
public sealed record OneAssignment(Guid EnterpriseId, string Result, string? Sentence);

public sealed record AssignedMany(int Total, int Recorded, int Already, int Refused, int Unclear, IReadOnlyList<OneAssignment> Enterprises);

/// <summary>
/// Bulk assignment (批量包抓): one command for each enterprise, each an entry of its own under a key made from the batch's key and the
/// enterprise. Sending the batch again resolves what was unclear and records nothing twice.
/// </summary>
public sealed class AssignMany(IServiceScopeFactory scopes)
{
    public const int Most = 2000, LongestKey = 150;

    private const int AtOnce = 4;

    public async Task<AssignedMany> RunAsync(IReadOnlyList<Guid> enterprises, ManyAssignments wanted, Actor actor, string source, string key, CancellationToken cancellation)
    {
        var results = new OneAssignment[enterprises.Count];
        await Parallel.ForAsync(0, enterprises.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (i, stop) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var command = wanted.Of(enterprises[i]);
            var outcome = await scope.ServiceProvider.GetRequiredService<Commands>().SendAsync(command, actor, source, $"{key} {enterprises[i]}", stop);
            results[i] = Tell(enterprises[i], outcome);
        });

        return new AssignedMany(results.Length, Count("recorded"), Count("already"), Count("refused") + Count("unknown"), Count("unclear"), results);

        int Count(string result) => results.Count(x => x.Result == result);
    }

    private static OneAssignment Tell(Guid enterprise, Outcome outcome) => outcome switch
    {
        Outcome.Done => new(enterprise, "recorded", null),
        Outcome.Already => new(enterprise, "already", Say.Of("assignMany.already")),
        Outcome.Unknown x => new(enterprise, "unknown", x.Sentence),
        Outcome.Unclear x => new(enterprise, "unclear", x.Sentence),
        Outcome.Stale x => new(enterprise, "unclear", x.Sentence),
        Outcome.Refused x => new(enterprise, "refused", x.Sentence),
        Outcome.Reused x => new(enterprise, "refused", x.Sentence),
        Outcome.Forbidden x => new(enterprise, "refused", x.Sentence),
        Outcome.Invalid x => new(enterprise, "refused", x.Fields.Values.First()[0]),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private static readonly ManyAssignments Example = new([Examples.Enterprise], null, "杜东", "副市长", "算力工作专班", new DateOnly(2024, 2, 1));

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/assignments/preview", async (
            ManyAssignments wanted, City city, EnterpriseListing listing, BulkPreview preview, IValidator<AssignServiceTeam> validator, CancellationToken cancellation) =>
        {
            if (wanted.EnterpriseIds is not null == wanted.Query is not null)
            {
                return Query.Wrong("enterpriseIds", Say.Of("assignMany.which"));
            }

            if (!ListFilter.TryParse(QueryHelpers.ParseQuery(wanted.Query), city, out var filter, out var fault))
            {
                return Query.Wrong("query", fault!.Sentence);
            }

            var ids = wanted.EnterpriseIds?.Distinct().ToList() ?? await listing.IdsAsync(filter, Most + 1, cancellation);

            return Wrong(ids, wanted, validator) ?? Results.Ok(await preview.TellAsync(ids, wanted, cancellation));
        }).Needs(Right.Record)
            .Tells("包抓", "批量包抓：先看会怎样", $"写 enterpriseIds，或者写 query（名单的筛选），最多 {Most} 户。只看，不记录。")
            .Takes(Example).Answers(new PreviewAnswer(52_304, 1, 1, 0, 0, [new PreviewedEnterprise(Examples.Enterprise, Examples.Name, "杜西", null, "算力工作专班", Examples.Day, Effect.HandsOver)]))
            .Refuses(400, 415, 503);
        api.MapPost("/api/assignments/bulk", async (
            ManyAssignments wanted, HttpContext http, Actor actor, AssignMany many, IValidator<AssignServiceTeam> validator, CancellationToken cancellation) =>
        {
            var key = http.Request.Headers[Api.KeyHeader].ToString();

            if (key.Length is 0 or > LongestKey)
            {
                return Query.Wrong(Api.KeyHeader, Say.Of("assignMany.key", LongestKey));
            }

            // Not by a query: what it finds changes with what is recorded, so that the same batch would not be the same when it is sent again.
            if (wanted.EnterpriseIds is null || wanted.Query is not null)
            {
                return Query.Wrong("enterpriseIds", Say.Of("assignMany.ids"));
            }

            var ids = wanted.EnterpriseIds.Distinct().ToList();

            return Wrong(ids, wanted, validator) ?? Results.Ok(await many.RunAsync(ids, wanted, actor, "api", key, cancellation));
        }).Needs(Right.Record)
            .Tells("包抓", "批量包抓：登记", "一户一条，各自登记或各自说明原因；result：recorded、already、unknown、refused、unclear（不能确认，请用同一个 Idempotency-Key 再发一次）。")
            .Takes(Example).NeedsAKey(LongestKey, $"必须有，不超过 {LongestKey} 个字符。中断后用同一个键再发一次：登记过的不会重复，没有登记的接着登记。").WithMetadata(new TakesItsTime())
            .Answers(new AssignedMany(1, 1, 0, 0, 0, [new OneAssignment(Examples.Enterprise, "recorded", null)])).Refuses(400, 415, 503);
    }

    /// <summary>What is wrong with the whole of it, by the rules of one.</summary>
    private static IResult? Wrong(IReadOnlyList<Guid> ids, ManyAssignments wanted, IValidator<AssignServiceTeam> validator) =>
        ids.Count is 0 or > Most ? Query.Wrong("enterpriseIds", Say.Of("assignMany.count", Most))
        : validator.Validate(wanted.Of(ids[0])) is { IsValid: false } invalid ? (IResult)new Outcome.Invalid(invalid.ToDictionary())
        : null;
}
