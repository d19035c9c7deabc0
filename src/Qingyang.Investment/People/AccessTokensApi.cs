using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.People;

/// <summary>A token that is asked for. <paramref name="Days"/>: until when it holds, 1 to 3650; 365 where nothing is said.</summary>
public sealed record NewAccessToken(string Label, int? Days = null);

/// <summary>One's own tokens by HTTP: <c>/api/tokens</c>.</summary>
public static class AccessTokensApi
{
    public const int UsualDays = 365, MostDays = 3650, LongestLabel = 60;
    public static string LabelSentence => Say.Of("token.label");
    public static string DaysSentence => Say.Of("token.days", MostDays);

    public static void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/api/tokens");
        tokens.MapGet("", async (Actor actor, AccessTokens all, CancellationToken cancellation) => Results.Ok(await all.OfAsync(actor.Name, cancellation)));
        tokens.MapPost("", MakeAsync);
        tokens.MapDelete("/{id:guid}", async (Guid id, Actor actor, AccessTokens all, CancellationToken cancellation) =>
            await all.TakeBackAsync(actor.Name, id, cancellation) ? Results.NoContent() : Results.Problem(Say.Of("token.unknown"), statusCode: 404));
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

        return Results.Created($"/api/tokens/{id}", new { Id = id, token.Label, ExpiresAt = expires, Token = secret });
    }
}
