using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>Programs: a personal access token (<c>Authorization: Bearer</c>, RFC 6750), or the command line's own token.</summary>
public sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LocalToken local, Accounts accounts, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Token";

    private const string Bearer = "Bearer ";

    public static bool IsShown(HttpRequest request) =>
        request.Headers.ContainsKey(LocalToken.SecretHeader) || request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (actor, sentence) = await WhoAsync();

        // Why not is told by whoever closes the door: Closed.
        Context.Items[typeof(TokenAuthentication)] = sentence;

        return actor is null
            ? AuthenticateResult.Fail(sentence!)
            : AuthenticateResult.Success(new AuthenticationTicket(new(actor.ToIdentity(Name)), Name));
    }

    /// <summary>The sentence with which a token of this request was turned away.</summary>
    public static string? SentenceOf(HttpContext http) => http.Items[typeof(TokenAuthentication)] as string;

    private async Task<(Actor? Actor, string? Sentence)> WhoAsync()
    {
        if (Request.Headers[LocalToken.SecretHeader].ToString() is { Length: > 0 } secret)
        {
            return await LocalAsync(secret);
        }

        var account = await tokens.AccountOfAsync(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim(), Context.RequestAborted);

        return await accounts.FindAsync(account, Context.RequestAborted) is { IsDisabled: false } found
            ? (found.Actor, null)
            : (null, Say.Of("token.wrong"));
    }

    private async Task<(Actor?, string?)> LocalAsync(string secret)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(local.Secret)))
        {
            return (null, Say.Of("token.local.wrong"));
        }

        var name = Named(LocalToken.AsHeader);

        if (name.Length == 0)
        {
            return (new Actor(Named(LocalToken.OperatorHeader) is { Length: > 0 } account ? account : Role.Operator.ToChinese(), Role.Operator), null);
        }

        return await accounts.FindAsync(name, Context.RequestAborted) is { IsDisabled: false } found
            ? (found.Actor, null)
            : (null, Say.Of("token.as.unknown", name));
    }

    private string Named(string header) => Uri.UnescapeDataString(Request.Headers[header].ToString());
}
