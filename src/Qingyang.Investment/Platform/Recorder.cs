using Microsoft.AspNetCore.Http;

namespace Qingyang.Investment.Platform;

/// <summary>
/// Who records. Until people sign in the server listens on loopback only, and the recorder is whoever started it; a
/// command line that shows the server's own token may name another.
/// </summary>
public sealed record Recorder(string Default, string? Token = null)
{
    public const string NameHeader = "X-Qy-As";
    public const string TokenHeader = "X-Qy-Token";

    public string NameOf(HttpContext http) =>
        Token is not null && http.Request.Headers[TokenHeader] == Token && http.Request.Headers[NameHeader].ToString() is { Length: > 0 } name
            ? Uri.UnescapeDataString(name)
            : Default;
}
