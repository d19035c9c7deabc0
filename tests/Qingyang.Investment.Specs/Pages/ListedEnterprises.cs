using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>Enterprises that a spec of lists has for itself: in a chain of their own, each as far as it is asked for.</summary>
internal static class ListedEnterprises
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="browser">The running server.</param>
    /// <param name="stages">For each enterprise how far it got: 0 in the books, 1 contacted, 2 signed.</param>
    /// <returns>The chain, and the enterprises in the order of their names.</returns>
    public static async Task<(string Chain, IReadOnlyList<(Guid Id, string Name)> Enterprises)> GivenAsync(this Browser browser, params int[] stages)
    {
        var (chain, enterprises) = (Given.AChain(), new List<(Guid, string)>());

        for (var i = 0; i < stages.Length; i++)
        {
            var name = $"{(char)('A' + i)}{Given.Own("陇上")}号有限公司";
            var id = await browser.DoneAsync("/api/enterprises", Given.AnEnterprise(name, chain: chain));
            enterprises.Add((id, name));

            if (stages[i] > 0)
            {
                await browser.DoneAsync("/api/contacts", Given.AContact(id));
            }

            if (stages[i] > 1)
            {
                await browser.DoneAsync("/api/agreements", Given.AnAgreement(id, Given.AnAgreementNumber()));
            }
        }

        await browser.FiguresAreUpToDateAsync();

        return (chain, enterprises);
    }

    public static async Task<Guid> DoneAsync(this Browser browser, string path, object body)
    {
        using var client = Client(browser);
        using var answer = await client.PostAsJsonAsync(path, body, Stop);
        answer.EnsureSuccessStatusCode();

        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("enterpriseId").GetGuid();
    }

    public static Task FiguresAreUpToDateAsync(this Browser browser) => browser.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(Stop);

    /// <summary>How many events there are of an enterprise.</summary>
    public static async Task<int> EventsOfAsync(this Browser browser, Guid id)
    {
        using var client = Client(browser);

        return (await client.GetFromJsonAsync<JsonElement>($"/api/enterprises/{id}", Stop)).GetProperty("events").GetArrayLength();
    }

    private static HttpClient Client(Browser browser)
    {
        var client = new HttpClient { BaseAddress = new Uri(browser.Url) };
        client.AsTheCommandLine();

        return client;
    }
}
