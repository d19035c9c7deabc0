using System.Net.Http.Headers;
using System.Text.Json;

namespace Qingyang.Investment.Specs.Ledgers;

public class KillingTheHostDuringAnImport
{
    private const int Kills = 4;

    [Fact]
    public async Task Changes_nothing_in_what_comes_of_it()
    {
        await using var data = new DataFolder();
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        var answer = await KilledWork.ToItsEndAsync(data, client, Kills, HandInAsync, "recorded");

        foreach (var sheet in DemoLedger.Expected.GetProperty("rows").EnumerateObject())
        {
            foreach (var count in sheet.Value.EnumerateObject())
            {
                answer.GetProperty("sheets").GetProperty(sheet.Name).GetProperty(count.Name).GetInt32().ShouldBe(count.Value.GetInt32(), $"{sheet.Name} {count.Name}");
            }
        }

        await using var again = QyProcess.Start(data.Path, url, "run", "--empty");
        await again.AnswersAsync(client);
        var funnel = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/funnel", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        (funnel.GetProperty("contacted").GetInt32(), funnel.GetProperty("signed").GetInt32(), funnel.GetProperty("landed").GetInt32()).ShouldBe((8126, 1760, 571));
        funnel.GetProperty("registered").GetInt32().ShouldBe(8706);
        (await again.InterruptAsync()).Exit.ShouldBe(0);

        // 52,210 accepted rows, and 94 spellings that were new: each recorded once.
        (await data.ScalarAsync<long>("select count(*) from investment.mt_events")).ShouldBe(52_304);
        (await data.ScalarAsync<long>("select count(*) from (select distinct stream_id, type, data from investment.mt_events) d")).ShouldBe(52_304);
    }

    private static async Task<string> HandInAsync(HttpClient client)
    {
        using var body = new ByteArrayContent(DemoLedger.Xlsx);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ledgers?file=a.xlsx") { Content = body };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(202);

        return answer.Headers.Location!.ToString();
    }
}
