using System.Net.Http.Json;

namespace Qingyang.Investment.Specs.Webhooks;

public class KillingTheHostDuringDelivery
{
    private const int Events = 30;
    private const int Kills = 3;

    [Fact]
    public async Task Delivers_every_event_all_the_same_and_in_order()
    {
        await using var data = new DataFolder();
        await using var receiver = await Receiver.StartAsync();
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        var (requests, stop) = (0, new TaskCompletionSource());

        // Every ninth request finds the sender killed while it waits for the answer: whether it was taken, the sender never hears.
        receiver.Answer = async (_, http) =>
        {
            if (Interlocked.Increment(ref requests) % 9 == 0)
            {
                stop.TrySetResult();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return 200;
        };

        for (var kills = 0; ; kills++)
        {
            stop = new TaskCompletionSource();
            await using var server = QyProcess.Start(data.Path, url, "run", "--empty");
            await server.AnswersAsync(client);

            if (kills == 0)
            {
                using var added = await client.PostAsJsonAsync("/api/webhooks", new { url = receiver.Url, from = 0 }, TestContext.Current.CancellationToken);
                ((int)added.StatusCode).ShouldBe(201);
                await RecordAsync(client);
            }

            if (kills == Kills)
            {
                receiver.Answer = (_, _) => Task.FromResult(200);
                await UntilToldAsync(receiver);
                break;
            }

            await stop.Task.WaitAsync(TestContext.Current.CancellationToken);
            await server.KillAsync();
        }

        var log = await data.ScalarAsync<string>("select string_agg(id::text, ' ' order by seq_id) from investment.mt_events");
        var got = receiver.Taken.Select(x => x.Id).ToList();
        got.Distinct().ShouldBe(log.Split(' '));                  // none was skipped, and none came before its turn
        got.Count.ShouldBeInRange(Events, Events + Kills);        // at least once; again only where the sender was killed
        log.Split(' ').Length.ShouldBe(Events);
    }

    private static async Task RecordAsync(HttpClient client)
    {
        for (var i = 0; i < Events; i++)
        {
            using var answer = await client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBe(201);
        }
    }

    private static async Task UntilToldAsync(Receiver receiver)
    {
        while (receiver.Taken.DistinctBy(x => x.Id).Count() < Events)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
