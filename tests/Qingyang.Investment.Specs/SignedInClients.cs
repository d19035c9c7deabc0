using System.Text.Json;
using Qingyang.Investment.Web.Hosting;

namespace Qingyang.Investment.Specs;

/// <summary>Clients that have already shown who they are.</summary>
public static class SignedInClients
{
    /// <summary>As the command line of this machine, under the name of 王五.</summary>
    public static void AsTheCommandLine(this HttpClient client) => client.AsTheCommandLine(Api.Local.Secret);

    /// <summary>The same towards a process: with the token that it keeps in its data folder.</summary>
    public static async Task AsTheCommandLineAsync(this HttpClient client, string data)
    {
        var server = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data, "server.json"), TestContext.Current.CancellationToken)).RootElement;
        client.AsTheCommandLine(server.GetProperty("Token").GetString()!);
    }

    private static void AsTheCommandLine(this HttpClient client, string secret)
    {
        client.DefaultRequestHeaders.Remove(LocalToken.SecretHeader);
        client.DefaultRequestHeaders.Remove(LocalToken.OperatorHeader);
        client.DefaultRequestHeaders.Add(LocalToken.SecretHeader, secret);
        client.DefaultRequestHeaders.Add(LocalToken.OperatorHeader, Uri.EscapeDataString("王五"));
    }
}
