using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Corrections.Undoing;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.Corrections;

public class UndoingALedger
{
    [Fact]
    public async Task Reverses_every_entry_and_leaves_what_was_known_then()
    {
        await using var store = await Store.StartAsync();
        var ledger = await HandedInAsync(store, SmallLedger.Good());
        var position = (await store.GetAsync("/api/funnel")).GetProperty("position").GetInt64();

        var (status, answer) = await UndoAsync(store, ledger);

        (status, answer.GetProperty("status").GetString(), answer.GetProperty("reversed").GetInt32()).ShouldBe((200, "done", 4), answer.ToString());
        answer.GetProperty("kept").GetArrayLength().ShouldBe(0);
        answer.GetProperty("refused").GetArrayLength().ShouldBe(0);
        (await FunnelAsync(store, "")).ShouldBe((0, 0, 0, 0));
        (await FunnelAsync(store, $"?knownAt={position}")).ShouldBe((1, 1, 1, 1));
        (await store.EventsAsync()).ShouldBe(position + 4);
        (await store.ScalarAsync<long>("select count(distinct correlation_id) from investment.mt_events where type = 'entry_retracted' and headers ->> 'reason' = '交错了文件'")).ShouldBe(1);
    }

    [Fact]
    public async Task Is_done_once_however_often_it_is_asked_for()
    {
        await using var store = await Store.StartAsync();
        var ledger = await HandedInAsync(store, SmallLedger.Good());
        await UndoAsync(store, ledger);
        var events = await store.EventsAsync();

        (await UndoAsync(store, ledger)).Answer.GetProperty("reversed").GetInt32().ShouldBe(4);
        await store.Services.GetRequiredService<Wolverine.IMessageBus>().InvokeAsync(new UndoLedgerRows(ledger, 0), TestContext.Current.CancellationToken);

        (await store.EventsAsync()).ShouldBe(events);
    }

    [Fact]
    public async Task Lets_the_same_ledger_be_handed_in_again()
    {
        await using var store = await Store.StartAsync();

        for (var i = 0; i < 3; i++)
        {
            var ledger = await HandedInAsync(store, SmallLedger.Good());
            (await FunnelAsync(store, "")).ShouldBe((1, 1, 1, 1), $"time {i}");
            await UndoAsync(store, ledger);
            (await FunnelAsync(store, "")).ShouldBe((0, 0, 0, 0), $"time {i}");
        }
    }

    [Fact]
    public async Task Keeps_what_others_built_on_and_what_was_corrected_and_lists_it()
    {
        await using var store = await Store.StartAsync();
        var ledger = await HandedInAsync(store, SmallLedger.Good());
        var enterprise = (await store.GetAsync("/api/enterprises/91350100M000100Y43")).GetProperty("id").GetGuid();
        var contact = (await store.GetAsync($"/api/enterprises/{enterprise}")).GetProperty("events").EnumerateArray().First(x => x.GetProperty("type").GetString() == "contact_logged");
        await PostAsync(store, "/api/milestones", Given.AMilestone(enterprise, "QY-1", kind: "投产"));   // hangs on the ledger's agreement
        await PostAsync(store, "/api/retractions", new { enterpriseId = enterprise, entryId = contact.GetProperty("id").GetGuid(), reason = "没有谈过" });

        var (_, answer) = await UndoAsync(store, ledger);

        answer.GetProperty("reversed").GetInt32().ShouldBe(1);   // the ledger's own milestone
        answer.GetProperty("kept").EnumerateArray().Select(x => x.GetProperty("reason").GetString()).ShouldBe(["entries-depend", "retracted-before", "milestones-depend"], ignoreOrder: true);
        answer.GetProperty("kept").EnumerateArray().ShouldAllBe(x => x.GetProperty("sentence").GetString()!.EndsWith('。'));
        (await FunnelAsync(store, "")).ShouldBe((1, 1, 1, 1));
    }

    [Fact]
    public async Task Refuses_to_take_away_the_one_that_another_was_merged_into()
    {
        await using var store = await Store.StartAsync();
        var ledger = await HandedInAsync(store, SmallLedger.Good());
        var enterprise = (await store.GetAsync("/api/enterprises/91350100M000100Y43")).GetProperty("id").GetGuid();
        var other = (await PostAsync(store, "/api/enterprises", Given.AnEnterprise())).GetProperty("enterpriseId").GetGuid();
        await PostAsync(store, "/api/merges", new { enterpriseId = other, intoId = enterprise, reason = "同一家" });

        var (_, answer) = await UndoAsync(store, ledger);

        answer.GetProperty("refused").EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("merged-in");
        (await FunnelAsync(store, "")).ShouldBe((1, 0, 0, 0));
    }

    [Fact]
    public async Task Comes_back_to_nothing_from_the_demo_ledger_and_a_replay_agrees()
    {
        await using var store = await Store.StartAsync();
        var ledger = await HandedInAsync(store, DemoLedger.Xlsx);

        var (_, answer) = await UndoAsync(store, ledger);

        answer.GetProperty("reversed").GetInt64().ShouldBe(await store.ScalarAsync<long>("select count(*) from investment.mt_events where type <> 'entry_retracted'"));
        (await FunnelAsync(store, "")).ShouldBe((0, 0, 0, 0));
        using var replay = await store.Client.PostAsync(new Uri("/api/replays", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        (await replay.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("isEqual").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Is_refused_without_a_reason_and_for_a_ledger_that_is_not_there()
    {
        await using var store = await Store.StartAsync();
        var ledger = await HandedInAsync(store, SmallLedger.Good());

        (await UndoAsync(store, ledger, " ")).Status.ShouldBe(400);
        (await UndoAsync(store, Guid.CreateVersion7())).Status.ShouldBe(404);
        using var none = await store.Client.GetAsync(new Uri($"/api/ledgers/{ledger}/undoing", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)none.StatusCode).ShouldBe(404);
    }

    private static async Task<Guid> HandedInAsync(Store store, byte[] content)
    {
        var (status, answer) = await store.HandInAsync(content);
        status.ShouldBe(201, answer.ToString());

        return answer.GetProperty("id").GetGuid();
    }

    private static async Task<(int Status, JsonElement Answer)> UndoAsync(Store store, Guid ledger, string reason = "交错了文件")
    {
        using var answer = await store.Client.PostAsJsonAsync($"/api/ledgers/{ledger}/undoing", new { reason }, TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> PostAsync(Store store, string path, object body)
    {
        using var answer = await store.Client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(201, text);
        await store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);

        return JsonElement.Parse(text);
    }

    private static async Task<(int Registered, int Contacted, int Signed, int Landed)> FunnelAsync(Store store, string query)
    {
        await store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);
        var x = await store.GetAsync("/api/funnel" + query);

        return (x.GetProperty("registered").GetInt32(), x.GetProperty("contacted").GetInt32(), x.GetProperty("signed").GetInt32(), x.GetProperty("landed").GetInt32());
    }
}
