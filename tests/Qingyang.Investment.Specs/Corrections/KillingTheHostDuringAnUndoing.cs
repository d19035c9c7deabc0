using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.Corrections;

public class KillingTheHostDuringAnUndoing
{
    private const int Kills = 3;

    [Fact]
    public async Task Changes_nothing_in_what_comes_of_it()
    {
        await using var data = new DataFolder();
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) };
        var answer = await KilledWork.ToItsEndAsync(data, client, Kills, BegunAsync, "enterprisesDone");
        answer.GetProperty("reversed").GetInt32().ShouldBe(52_304);

        await using var again = QyProcess.Start(data.Path, url, "run", "--empty");
        await again.AnswersAsync(client);
        var funnel = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/funnel", UriKind.Relative), TestContext.Current.CancellationToken);
        (funnel.GetProperty("registered").GetInt32(), funnel.GetProperty("contacted").GetInt32(), funnel.GetProperty("landed").GetInt32()).ShouldBe((0, 0, 0));
        (await again.InterruptAsync()).Exit.ShouldBe(0);

        // Each entry retracted once.
        (await data.ScalarAsync<long>("select count(distinct data ->> 'entryId') from investment.mt_events where type = 'entry_retracted'")).ShouldBe(52_304);
        (await data.ScalarAsync<long>("select count(*) from investment.mt_events")).ShouldBe(2 * 52_304);
    }

    /// <summary>The demo ledger, handed in and recorded, and its undoing begun: where to ask how it fares.</summary>
    private static async Task<string> BegunAsync(HttpClient client)
    {
        using var body = new ByteArrayContent(DemoLedger.Xlsx);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var ledger = await client.PostAsync(new Uri("/api/ledgers?file=a.xlsx", UriKind.Relative), body, TestContext.Current.CancellationToken);
        ((int)ledger.StatusCode).ShouldBe(201);
        var path = $"/api/ledgers/{(await ledger.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetGuid()}/undoing";

        using var ask = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { reason = "交错了文件" }) };
        ask.Headers.Add("Prefer", "respond-async");
        using var begun = await client.SendAsync(ask, TestContext.Current.CancellationToken);
        ((int)begun.StatusCode).ShouldBe(202);

        return path;
    }
}
