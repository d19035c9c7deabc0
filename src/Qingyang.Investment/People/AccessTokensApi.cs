using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.People;

/// <summary>A token that is asked for. <paramref name="Days"/>: until when it holds, 1 to 3650; 365 where nothing is said.</summary>
public sealed record NewAccessToken(string Label, int? Days = null);

/// <summary>A token that was made: its secret is told once.</summary>
public sealed record MadeAccessToken(Guid Id, string Label, DateTimeOffset ExpiresAt, string Token)
{
    public override string ToString() => nameof(MadeAccessToken);
}

/// <summary>One's own tokens by HTTP: <c>/api/tokens</c>.</summary>
public static class AccessTokensApi
{
    public const int UsualDays = 365, MostDays = 3650, LongestLabel = 60;
    public static string LabelSentence => Say.Of("token.label");
    public static string DaysSentence => Say.Of("token.days", MostDays);

    private const string Tag = "访问令牌";

    public static void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/api/tokens");
        tokens.MapGet("", async (Actor actor, AccessTokens all, CancellationToken cancellation) => Results.Ok(await all.OfAsync(actor.Name, cancellation)))
            .Tells(Tag, "自己的访问令牌", "令牌本身不在其中：系统里只有它的散列。")
            .Answers(new[] { new AccessToken(Examples.Other, "每日报表", Examples.Moment, Examples.Moment.AddDays(UsualDays), Examples.Moment.AddDays(1)) }).Refuses(503);
        tokens.MapPost("", MakeAsync)
            .Tells(Tag, "新建访问令牌", $"程序带上它（Authorization: Bearer），就以您的账户、按您的权限行事。令牌只在这里回答一次。days：有效多少天，1 到 {MostDays}，不写为 {UsualDays}。")
            .Takes(new NewAccessToken("每日报表", 90)).Answers(new MadeAccessToken(Examples.Other, "每日报表", Examples.Moment.AddDays(90), AccessTokens.Prefix + new string('0', 64)), 201)
            .Refuses(400, 409, 415, 503);
        tokens.MapDelete("/{id:guid}", async (Guid id, Actor actor, AccessTokens all, CancellationToken cancellation) =>
            await all.TakeBackAsync(actor.Name, id, cancellation) ? Results.NoContent() : Results.Problem(Say.Of("token.unknown"), statusCode: 404))
            .Tells(Tag, "收回一个访问令牌", "马上不再有效。").Means("id", "令牌编号。", Examples.Other).Produces(204).Refuses(404, 503);
    }

    private static async Task<IResult> MakeAsync(NewAccessToken token, Actor actor, Accounts accounts, AccessTokens tokens, TimeProvider clock, CancellationToken cancellation)
    {
        if (Spelling.Key(token.Label) is not { Length: > 0 and <= LongestLabel })
        {
            return Query.Wrong("label", LabelSentence);
        }

        if (token.Days is < 1 or > MostDays)
        {
            return Query.Wrong("days", DaysSentence);
        }

        if (await accounts.FindAsync(actor.Name, cancellation) is null)
        {
            return Results.Problem(Say.Of("token.noAccount"), statusCode: 409);
        }

        var expires = clock.GetUtcNow().AddDays(token.Days ?? UsualDays);
        var (id, secret) = await tokens.MakeAsync(actor.Name, token.Label.Trim(), expires, cancellation);

        return Results.Created($"/api/tokens/{id}", new MadeAccessToken(id, token.Label.Trim(), expires, secret));
    }
}
