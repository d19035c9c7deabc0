using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Qingyang.Investment.Specs.Platform;

public class ReadingRequests(Api api)
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("", Json, 400)]
    [InlineData("{", Json, 400)]
    [InlineData("null", Json, 400)]
    [InlineData("[]", Json, 400)]
    [InlineData("\"甲\"", Json, 400)]
    [InlineData("{\"on\":\"2024-03-05\"}", "text/plain", 415)]
    [InlineData("on=2024-03-05", "application/x-www-form-urlencoded", 415)]
    public async Task That_cannot_be_read_is_refused(string body, string type, int status)
    {
        var problem = await RefusesAsync(HttpMethod.Post, "/api/contacts", status, body, type);

        problem.TryGetProperty("errors", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("on", "{\"on\":\"三月五日\"}")]
    [InlineData("on", "{\"on\":\"2024-02-30\"}")]
    [InlineData("on", "{\"on\":20240305}")]
    [InlineData("enterpriseId", "{\"enterpriseId\":\"91350100M000100Y43\"}")]
    [InlineData("seenVersion", "{\"seenVersion\":\"一\"}")]
    public async Task With_a_value_that_cannot_be_read_is_refused_naming_the_field(string field, string body)
    {
        var problem = await RefusesAsync(HttpMethod.Post, "/api/contacts", 400, body, Json);

        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    [Theory]
    [InlineData("GET", "/api/nowhere", 404)]
    [InlineData("POST", "/api/nowhere", 404)]
    [InlineData("DELETE", "/api/contacts", 405)]
    public Task To_nowhere_is_refused(string method, string path, int status) => RefusesAsync(new HttpMethod(method), path, status, body: null, Json);

    [Fact]
    public async Task With_a_key_that_is_too_long_is_refused()
    {
        var before = await api.EventsAsync();

        var (status, problem) = await api.PostAsync("/api/enterprises", Given.AnEnterprise(), new string('1', 201));

        status.ShouldBe(400);
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe(["Idempotency-Key"]);
        (await api.EventsAsync()).ShouldBe(before);
        (await api.PostAsync("/api/enterprises", Given.AnEnterprise(), Given.AKey().PadRight(200, '1'))).Status.ShouldBe(201);
    }

    private async Task<JsonElement> RefusesAsync(HttpMethod method, string path, int status, string? body, string type)
    {
        using var request = new HttpRequestMessage(method, path);

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(text);
        problem.ShouldBeAProblem(status);

        return problem;
    }
}
