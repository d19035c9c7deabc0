namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// The secret by which this machine's command line is known to the server: it stands in a file that only the server's own account can
/// read. Whoever shows it acts as the account that <c>--as</c> names, else under the name of their account of the operating system.
/// </summary>
public sealed record LocalToken(string Secret)
{
    public const string SecretHeader = "X-Qy-Token";
    public const string AsHeader = "X-Qy-As";
    public const string OperatorHeader = "X-Qy-Operator";

    public override string ToString() => nameof(LocalToken);

    /// <summary>The headers that a client of the command line sends; names are escaped, a header is ASCII.</summary>
    public static void Put(HttpClient client, string secret, string? account)
    {
        client.DefaultRequestHeaders.Add(SecretHeader, secret);
        client.DefaultRequestHeaders.Add(account is null ? OperatorHeader : AsHeader, Uri.EscapeDataString(account ?? Environment.UserName));
    }
}
