using System.Globalization;
using System.Text.Json;
using CsCheck;
using JasperFx.Events;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Audit;

public class ReadingTheFeed(Api api)
{
    [Fact]
    public async Task Gives_each_event_once_and_in_order_from_any_position_in_pages_of_any_size()
    {
        var start = await SettledAsync();
        await SomeFactsAsync();
        var end = await SettledAsync();
        var log = await api.RowsAsync($"select seq_id || ' ' || id from {EventStore.Schema}.mt_events where seq_id > {start} and seq_id <= {end} and type <> 'tombstone' order by seq_id");
        log.Count.ShouldBe(13);
        (await api.RowsAsync($"select type from {EventStore.Schema}.mt_events where seq_id > {start} and seq_id <= {end} and type = 'tombstone'")).ShouldNotBeEmpty();

        await Gen.Select(Gen.Long[start, end], Gen.Int[1, 20]).SampleAsync(async (after, limit) =>
        {
            var expected = log.Where(x => Position(x) > after).ToList();
            var all = new List<string>();

            for (var next = after; ;)
            {
                var (_, page) = await api.GetAsync($"/api/events?after={next}&limit={limit}");
                var events = page.GetProperty("events").EnumerateArray().Where(x => x.GetProperty("position").GetInt64() <= end).Select(x => $"{x.GetProperty("position")} {x.GetProperty("id")}").ToList();
                all.AddRange(events);
                page.GetProperty("events").GetArrayLength().ShouldBeLessThanOrEqualTo(limit);

                if (events.Count == 0)
                {
                    break;
                }

                next = page.GetProperty("next").GetInt64();
            }

            all.ShouldBe(expected);
        }, iter: 60, threads: 1);
    }

    [Fact]
    public async Task Tells_all_of_an_event()
    {
        var (start, enterprise) = (await SettledAsync(), await api.RegisteredAsync());
        var (_, answer) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));

        var e = (await EventsAfterAsync(start)).Single(x => x.GetProperty("id").GetGuid() == answer.GetProperty("entryId").GetGuid());

        e.GetProperty("enterpriseId").GetGuid().ShouldBe(enterprise);
        (e.GetProperty("type").GetString(), e.GetProperty("version").GetInt64()).ShouldBe(("contact_logged", 2));
        (e.GetProperty("recordedBy").GetString(), e.GetProperty("source").GetString()).ShouldBe(("王五", "api"));
        e.GetProperty("correlationId").GetString().ShouldNotBeNullOrEmpty();
        e.GetProperty("recordedAt").GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        e.GetProperty("fact").GetProperty("content").GetString().ShouldBe("洽谈算力租赁");
        e.GetProperty("fact").GetProperty("method").GetString().ShouldBe("SiteVisit");
        e.GetProperty("sentence").GetString().ShouldBe("2024-03-05 李四走访对接：洽谈算力租赁");
    }

    [Fact]
    public async Task Waits_for_an_event_that_is_yet_to_come()
    {
        var (enterprise, start) = (await api.RegisteredAsync(), await SettledAsync());
        var waiting = api.GetAsync($"/api/events?after={start}&wait=30");

        var (_, answer) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));

        var (status, page) = await waiting;
        status.ShouldBe(200);
        page.GetProperty("events").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(answer.GetProperty("entryId").GetGuid());
    }

    [Fact]
    public async Task Does_not_go_past_a_number_that_may_still_be_written()
    {
        var (enterprise, start) = (await api.RegisteredAsync(), await SettledAsync());
        await api.RowsAsync($"select nextval('{EventStore.Schema}.mt_events_sequence')::text");   // as a write that is under way has taken it

        var (_, answer) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));
        var (_, page) = await api.GetAsync($"/api/events?after={start}");

        page.GetProperty("events").EnumerateArray().ShouldBeEmpty();
        page.GetProperty("next").GetInt64().ShouldBe(start);
        await SettledAsync();
        (await EventsAfterAsync(start)).Single().GetProperty("id").GetGuid().ShouldBe(answer.GetProperty("entryId").GetGuid());
    }

    [Fact]
    public async Task At_the_end_gives_nothing_and_stays_there()
    {
        var (status, page) = await api.GetAsync($"/api/events?after={long.MaxValue}");

        status.ShouldBe(200);
        page.GetProperty("events").EnumerateArray().ShouldBeEmpty();
        page.GetProperty("next").GetInt64().ShouldBe(long.MaxValue);
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=昨天", "after")]
    [InlineData("after=9223372036854775808", "after")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=1.5", "limit")]
    [InlineData("wait=31", "wait")]
    [InlineData("wait=-1", "wait")]
    public async Task Is_refused_with_a_sentence(string query, string field)
    {
        var (status, problem) = await api.GetAsync($"/api/events?{query}");

        status.ShouldBe(400);
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    /// <summary>Thirteen events of two enterprises, and the tombstone of a write that failed among them.</summary>
    private async Task SomeFactsAsync()
    {
        await api.RegisteredAsync();

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var enterprise = await api.SignedAsync(Given.AnAgreementNumber());
            await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
            await api.DoneAsync("/api/assignments", Given.AnAssignment(enterprise));
            await LeaveATombstoneAsync();
            await api.DoneAsync("/api/renamings", new { enterpriseId = enterprise, name = Given.AName() });
            await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-03-06"));
        }
    }

    /// <summary>What Marten leaves in the log where a write failed after it had taken its number: an event of a stream of its own.</summary>
    private Task<List<string>> LeaveATombstoneAsync() => api.RowsAsync(
        $"""
         insert into {EventStore.Schema}.mt_streams (id, tenant_id, version) values ('{Tombstone.StreamId}', '*DEFAULT*', 0) on conflict do nothing;
         with next as (select nextval('{EventStore.Schema}.mt_events_sequence') as seq)
         insert into {EventStore.Schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
         select seq, gen_random_uuid(), '{Tombstone.StreamId}', seq, '{"{}"}', 'tombstone', now(), '*DEFAULT*', 'JasperFx.Events.Tombstone, JasperFx.Events' from next returning type
         """);

    private async Task<List<JsonElement>> EventsAfterAsync(long start)
    {
        await SettledAsync();

        return [.. (await api.GetAsync($"/api/events?after={start}&limit=1000")).Body.GetProperty("events").EnumerateArray()];
    }

    /// <summary>How far the feed reaches, once it reaches everything that was recorded.</summary>
    private async Task<long> SettledAsync()
    {
        var last = Position((await api.RowsAsync($"select coalesce(max(seq_id), 0)::text from {EventStore.Schema}.mt_events")).Single());

        for (; ; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            if (await api.Services.GetRequiredService<EventLog>().SettledAsync(TestContext.Current.CancellationToken) is var settled && settled >= last)
            {
                return settled;
            }
        }
    }

    private static long Position(string row) => long.Parse(row.Split(' ')[0], CultureInfo.InvariantCulture);
}
