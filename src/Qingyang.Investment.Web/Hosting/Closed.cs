using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>What is told to those who may not: programs get a problem (401, 403) with a sentence, people the page to sign in.</summary>
public sealed class Closed : IAuthorizationMiddlewareResultHandler
{
    public static string SignInFirst => Say.Of("problem.signIn");

    private static readonly AuthorizationMiddlewareResultHandler Usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || !Failures.IsForPrograms(context))
        {
            return Usual.HandleAsync(next, context, policy, authorizeResult);
        }

        if (authorizeResult.Forbidden)
        {
            return Actor.NoRight.ExecuteAsync(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";

        return Results.Problem(TokenAuthentication.SentenceOf(context) ?? SignInFirst, statusCode: 401).ExecuteAsync(context);
    }
}
