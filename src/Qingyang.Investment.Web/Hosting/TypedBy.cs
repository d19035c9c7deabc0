using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// What was typed without a network is sent later, maybe when somebody else has signed in on that phone. It says who typed it, and is
/// never recorded as another's.
/// </summary>
public static class TypedBy
{
    /// <summary>The account, escaped as in an address: a header holds ASCII only.</summary>
    public const string Header = "Typed-By";

    public const string Reason = "typedByAnother";

    /// <summary>After it is known who is there; strangers are turned away by the door itself.</summary>
    public static void Hold(WebApplication app) => app.Use((http, next) =>
        http.Request.Headers[Header].ToString() is { Length: > 0 } typist && http.User.Identity is { IsAuthenticated: true, Name: var name } && Uri.UnescapeDataString(typist) != name
            ? Results.Problem(Say.Of("contact.typedByOther"), statusCode: 403, extensions: [new("reason", Reason)]).ExecuteAsync(http)
            : next(http));
}
