using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
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

    /// <summary>A client that shows nothing of itself.</summary>
    public static HttpClient AStranger(this Api api) => api.Host.Server.CreateClient();

    /// <summary>A client that shows this personal access token.</summary>
    public static HttpClient WithToken(this HttpClient client, string token)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return client;
    }

    /// <summary>The token of a new account in that role.</summary>
    public static async Task<string> ATokenAsync(this Api api, string name, Role role)
    {
        (await api.Services.GetRequiredService<Accounts>().AddAsync(name, role, Passwords.New(), by: null, TestContext.Current.CancellationToken)).ShouldBeTrue(name);

        return (await api.Services.GetRequiredService<AccessTokens>().MakeAsync(name, "规格", expires: null, TestContext.Current.CancellationToken)).Secret;
    }

    /// <summary>Roles change only while some administrator can change them back.</summary>
    public static Task ThereIsAnAdministratorAsync(this IServiceProvider services) =>
        services.GetRequiredService<Accounts>().AddAsync("规格管理员", Role.Administrator, Passwords.New(), by: null, TestContext.Current.CancellationToken);

    /// <summary>Sends one request with JSON, and tells status and answer.</summary>
    public static async Task<(int Status, JsonElement Body)> SendAsync(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };

        return await client.TellAsync(request);
    }

    public static async Task<(int Status, JsonElement Body)> TellAsync(this HttpClient client, HttpRequestMessage request)
    {
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonElement.Parse(text) : default);
    }

    private static void AsTheCommandLine(this HttpClient client, string secret)
    {
        client.DefaultRequestHeaders.Remove(LocalToken.SecretHeader);
        client.DefaultRequestHeaders.Remove(LocalToken.OperatorHeader);
        client.DefaultRequestHeaders.Add(LocalToken.SecretHeader, secret);
        client.DefaultRequestHeaders.Add(LocalToken.OperatorHeader, Uri.EscapeDataString("王五"));
    }
}
