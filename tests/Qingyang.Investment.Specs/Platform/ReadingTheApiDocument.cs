using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Lists;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.Platform;

public class ReadingTheApiDocument(Api api)
{
    private const string Bulk = "/api/assignments/bulk";   // tells for each enterprise what came of it

    private const string Evidence = "/api/evidence";   // answers a zip, and is on record each time

    /// <summary>What is posted and keeps no key: it records no fact, and comes to the same each time or is refused because it is there. (A test message is meant to be another one each time.)</summary>
    private static readonly string[] ComeToTheSame =
        ["/api/accounts", "/api/accounts/{name}/password", "/api/tokens", "/api/views", "/api/assignments/preview", "/api/ledgers/{id}/confirmation", Evidence];

    [Fact]
    public async Task Finds_every_endpoint_of_the_api_in_it()
    {
        var endpoints = api.Services.GetServices<EndpointDataSource>().SelectMany(x => x.Endpoints).OfType<RouteEndpoint>()
            .Where(x => x.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && !IsThePageItself(x.RoutePattern.RawText))
            .SelectMany(x => x.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(verb => $"{verb.ToLowerInvariant()} {x.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal).TrimEnd('/')}"));

        var told = (await OperationsAsync()).Select(x => $"{x.Verb} {x.Path}");

        told.ShouldBe(endpoints, ignoreOrder: true);
        told.Count().ShouldBeGreaterThanOrEqualTo(50);
    }

    [Fact]
    public async Task Finds_Chinese_words_and_examples_for_everything()
    {
        foreach (var (path, verb, operation) in await OperationsAsync())
        {
            var name = $"{verb} {path}";
            IsChinese(operation.GetProperty("summary").GetString()!).ShouldBeTrue(name);
            var responses = operation.GetProperty("responses").EnumerateObject().ToDictionary(x => x.Name, x => x.Value);
            responses.Values.ShouldAllBe(x => IsChinese(x.GetProperty("description").GetString()!), name);
            responses.Keys.ShouldContain("401", name);
            responses.Keys.ShouldContain("403", name);
            responses.Keys.ShouldContain("503", name);

            foreach (var parameter in Items(operation, "parameters"))
            {
                IsChinese(parameter.GetProperty("description").GetString()!).ShouldBeTrue($"{name} {parameter}");
            }

            foreach (var (status, response) in responses)
            {
                foreach (var content in response.TryGetProperty("content", out var all) ? all.EnumerateObject().ToList() : [])
                {
                    (content.Name.Contains("spreadsheet", StringComparison.Ordinal) || content.Name == "application/zip" || content.Value.TryGetProperty("example", out _)).ShouldBeTrue($"{name} {status} {content.Name}");
                    content.Name.EndsWith("problem+json", StringComparison.Ordinal).ShouldBe(status[0] is '4' or '5', $"{name} {status}");
                }
            }

            foreach (var content in Bodies(operation).Where(x => x.Name == "application/json"))
            {
                content.Value.TryGetProperty("example", out _).ShouldBeTrue(name);
            }
        }
    }

    [Fact]
    public async Task Finds_how_to_sign_in_and_where_a_key_is_kept()
    {
        var document = await DocumentAsync();
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString().ShouldBe("bearer");
        document.GetProperty("security")[0].TryGetProperty("bearer", out _).ShouldBeTrue();

        foreach (var (path, verb, operation) in await OperationsAsync())
        {
            var keeps = KeyOf(operation) is not null;
            keeps.ShouldBe(verb == "post" && path is not "/api/rebuilds" && !path.StartsWith("/api/webhooks/", StringComparison.Ordinal) && !ComeToTheSame.Contains(path), $"{verb} {path}");
            operation.GetProperty("responses").TryGetProperty("422", out _).ShouldBe(keeps && path != Bulk, $"{verb} {path}");
        }
    }

    /// <summary>Registering first: the others speak of an enterprise that is there, as whoever tries them does.</summary>
    [Fact]
    public async Task Can_post_each_example_of_it_and_gets_the_status_that_it_tells()
    {
        await using var store = await Store.StartAsync();
        await store.Services.GetRequiredService<Accounts>().AddAsync("王五", Role.Staff, Passwords.New(), by: null, TestContext.Current.CancellationToken);   // tokens belong to accounts
        var posts = (await OperationsAsync()).Where(x => x.Verb == "post" && !x.Path.Contains('{')).ToList();
        string[] first = ["/api/enterprises", "/api/agreements"];
        var enterprise = Examples.Enterprise.ToString();
        var posted = 0;

        foreach (var (path, _, operation) in posts.OrderBy(x => Array.IndexOf(first, x.Path) is var i && i < 0 ? first.Length : i))
        {
            using var content = Bodies(operation).Select(x => x.Name).ToList() switch
            {
                ["application/json"] => new StringContent(Bodies(operation)[0].Value.GetProperty("example").GetRawText().Replace(Examples.Enterprise.ToString(), enterprise, StringComparison.Ordinal)),
                [_, _] => new ByteArrayContent(SmallLedger.Good("庆阳乙有限公司")),
                _ => new ByteArrayContent([]),
            };
            content.Headers.ContentType = new MediaTypeHeaderValue(Bodies(operation) is [{ Name: "application/json" }] ? "application/json" : "application/octet-stream");
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };

            if (KeyOf(operation) is { } key && key.TryGetProperty("required", out _))
            {
                request.Headers.Add("Idempotency-Key", Given.AKey());
            }

            using var answer = await store.Client.SendAsync(request, TestContext.Current.CancellationToken);

            if (path == Evidence)
            {
                ((int)answer.StatusCode).ShouldBe(200, path);
                (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Take(2).ShouldBe("PK"u8.ToArray(), path);
                continue;
            }

            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            // The enterprise of the examples has that credit code from the start: "it had already been so".
            var expected = operation.GetProperty("responses").TryGetProperty("201", out _) && path != "/api/credit-codes" ? 201 : 200;
            ((int)answer.StatusCode).ShouldBe(expected, $"{path} {text}");
            SameShape(JsonElement.Parse(text), operation.GetProperty("responses").GetProperty(expected.ToString(CultureInfo.InvariantCulture)).GetProperty("content").GetProperty("application/json").GetProperty("example"), path);
            enterprise = path == "/api/enterprises" ? JsonElement.Parse(text).GetProperty("enterpriseId").GetString()! : enterprise;
            posted++;
        }

        posted.ShouldBeGreaterThanOrEqualTo(16);
    }

    [Fact]
    public async Task Can_ask_each_question_as_it_tells()
    {
        await api.DoneAsync("/api/enterprises", new { name = Given.AName(), creditCode = Given.ACreditCode(), county = "环县", chain = "人工智能", source = "上门来访" });
        await api.FiguresAreUpToDateAsync();
        await UntilSignedAsync();
        var code = (await api.RowsAsync($"select credit_code from {EventStore.Schema}.enterprises where credit_code is not null limit 1")).Single();

        foreach (var (path, _, operation) in (await OperationsAsync()).Where(x => x.Verb == "get" && !x.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            var query = string.Join('&', Items(operation, "parameters").Where(x => x.GetProperty("in").GetString() == "query" && x.TryGetProperty("example", out _))
                .Select(x => $"{x.GetProperty("name").GetString()}={x.GetProperty("example")}"));
            var address = $"{path.Replace("{words}", code, StringComparison.Ordinal)}?{query}";

            if (path.EndsWith(".xlsx", StringComparison.Ordinal))
            {
                (await api.Client.GetByteArrayAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Take(2).ShouldBe("PK"u8.ToArray(), path);
                continue;
            }

            if (operation.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("text/plain", out _))
            {
                (await api.Client.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("\nsealed ", customMessage: path);
                continue;
            }

            var (status, answer) = await api.GetAsync(address);
            status.ShouldBe(200, $"{path} {answer}");
            SameShape(answer, operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("example"), path);
        }
    }

    [Fact]
    public async Task Finds_every_parameter_of_a_list_in_it()
    {
        var list = (await OperationsAsync()).Single(x => x is { Verb: "get", Path: "/api/enterprises/list" });

        Items(list.Operation, "parameters").Select(x => x.GetProperty("name").GetString()).ShouldBe(ListFilter.Names, ignoreOrder: true);
    }

    /// <summary>The sealer signs at once what is first, and then every minute.</summary>
    private async Task UntilSignedAsync()
    {
        while ((await api.GetAsync("/api/log/consistency?from=1&to=1&suite=sm3")).Status != 200)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What the example shows stands in the answer too.</summary>
    private static void SameShape(JsonElement answer, JsonElement example, string path)
    {
        answer.ValueKind.ShouldBe(example.ValueKind, path);

        foreach (var name in example.ValueKind == JsonValueKind.Object ? example.EnumerateObject().Select(x => x.Name) : [])
        {
            answer.TryGetProperty(name, out _).ShouldBeTrue($"{path} {name}");
        }
    }

    private static bool IsThePageItself(string path) => path == "/api/openapi.json" || path.StartsWith("/api/docs", StringComparison.Ordinal);

    private static List<JsonProperty> Bodies(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) ? [.. body.GetProperty("content").EnumerateObject()] : [];

    private static List<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    private static JsonElement? KeyOf(JsonElement operation) =>
        Items(operation, "parameters").Where(x => x.GetProperty("name").GetString() == "Idempotency-Key").Select(x => (JsonElement?)x).FirstOrDefault();

    private static bool IsChinese(string text) => text.Any(c => c is >= '\u4e00' and <= '\u9fff');

    private async Task<JsonElement> DocumentAsync() => await api.Client.GetFromJsonAsync<JsonElement>("/api/openapi.json", TestContext.Current.CancellationToken);

    private async Task<List<(string Path, string Verb, JsonElement Operation)>> OperationsAsync() => [.. (await ApiOperation.AllAsync(api)).Select(x => (x.Path, x.Verb, x.Told))];
}
