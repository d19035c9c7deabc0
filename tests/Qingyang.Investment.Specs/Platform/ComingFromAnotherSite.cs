using System.Net.Http.Json;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>Loopback is open to every page that a browser on this machine shows; what such a page sends must not get in.</summary>
public class ComingFromAnotherSite(Api api)
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://example.org")]
    public async Task Is_turned_away(string header, string value)
    {
        var before = await api.EventsAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(SmallLedger.Good()), "file", "台账.zip" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ledgers") { Content = form };
        request.Headers.Add(header, value);
        using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(403);
        (await api.EventsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "http://localhost")]
    public async Task Is_not_what_our_own_pages_do(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/enterprises") { Content = JsonContent.Create(Given.AnEnterprise()) };
        request.Headers.Add(header, value);
        using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task By_another_name_for_this_machine_is_turned_away_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/funnel");
        request.Headers.Host = "rebound.example.org";
        using var answer = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(400);
    }
}
