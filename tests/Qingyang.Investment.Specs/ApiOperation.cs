using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Qingyang.Investment.Specs;

/// <summary>One operation of the API, as its document tells it.</summary>
public sealed record ApiOperation(string Verb, string Path, JsonElement Told)
{
    private static readonly string[] Verbs = ["get", "post", "put", "patch", "delete"];

    public string Name => $"{Verb} {Path}";

    public static async Task<List<ApiOperation>> AllAsync(Api api)
    {
        var document = await api.Client.GetFromJsonAsync<JsonElement>("/api/openapi.json", TestContext.Current.CancellationToken);

        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(x => x.Value.EnumerateObject().Where(o => Verbs.Contains(o.Name)).Select(o => new ApiOperation(o.Name, x.Name, o.Value)))];
    }

    /// <summary>A request that is read and comes to nothing: it says nothing, of what is not there.</summary>
    public HttpRequestMessage Idle() => new(new HttpMethod(Verb.ToUpperInvariant()), Path
        .Replace("{id}", "0190d0a0-1c00-7000-8000-00000000ffff", StringComparison.Ordinal).Replace("{sheet}", "企业", StringComparison.Ordinal)
        .Replace("{row}", "2", StringComparison.Ordinal).Replace("{name}", "没有这个人", StringComparison.Ordinal).Replace("{words}", "没有这家企业", StringComparison.Ordinal))
    {
        Content = Told.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _) ? new StringContent("{}", Encoding.UTF8, "application/json") : null,
    };
}
