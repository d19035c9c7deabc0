using System.Security.Cryptography;
using System.Text.Json;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// Where a server on the embedded database can be reached, in a file that only its own account can read. The command line
/// goes through it, so that one process does the work; the token proves that the caller may read this account's files.
/// </summary>
public sealed record RunningServer(string Url, string Token)
{
    private static string Place => Path.Combine(ClusterSettings.FromEnvironment().DataFolder, "server.json");

    public override string ToString() => Url;

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public void Announce()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // there is no embedded database to share on Windows
        }

        using var file = new FileStream(Place, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        JsonSerializer.Serialize(file, this);
    }

    public static void Withdraw() => File.Delete(Place);

    /// <summary>A client of the server that runs on this data, or null when none answers: one that was killed leaves its file behind.</summary>
    public static async Task<HttpClient?> FindAsync(string? account, CancellationToken cancellation)
    {
        if (!File.Exists(Place))
        {
            return null;
        }

        try
        {
            var server = JsonSerializer.Deserialize<RunningServer>(await File.ReadAllBytesAsync(Place, cancellation))!;
            var client = ClientOf(server.Url, server.Token, account);
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), cancellation);

            return answer.IsSuccessStatusCode ? client : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="url">Where the server listens.</param>
    /// <param name="token">The server's own token.</param>
    /// <param name="account">The account to act as (<c>--as</c>); null for the account of the operating system.</param>
    public static HttpClient ClientOf(string url, string token, string? account)
    {
        var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(10) };
        LocalToken.Put(client, token, account);

        return client;
    }
}
