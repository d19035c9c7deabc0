using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.Audit;

public class LookingThroughTheBooks(Api api)
{
    [Fact]
    public async Task Finds_events_by_who_type_enterprise_ledger_reason_words_and_day()
    {
        await using var store = await Store.StartAsync();
        var (_, ledger) = await store.HandInAsync(SmallLedger.Good());
        var enterprise = (await store.GetAsync("/api/enterprises/91350100M000100Y43")).GetProperty("id").GetGuid();
        var contact = (await store.GetAsync($"/api/enterprises/{enterprise}")).GetProperty("events").EnumerateArray().First(x => x.GetProperty("type").GetString() == "contact_logged");
        using var retraction = await store.Client.PostAsJsonAsync("/api/retractions", new { enterpriseId = enterprise, entryId = contact.GetProperty("id").GetGuid(), reason = "没有谈过" }, TestContext.Current.CancellationToken);
        var today = BusinessDay.Today(TimeProvider.System).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        foreach (var (query, found) in new[]
        {
            ("", 5), ("by=王五", 5), ("by=nobody", 0), ("type=contact_logged", 1), ($"enterprise={enterprise}", 5), ($"enterprise={Guid.CreateVersion7()}", 0),
            ($"ledger={ledger.GetProperty("id")}", 4), ($"ledger={ledger.GetProperty("sha256").GetString()![..12]}", 4), ("reason=谈过", 1), ("q=算力", 1), ("q=%25", 0), ($"from={today}", 5), ("to=2020-01-01", 0),
            ($"type=entry_retracted&reason=没有&by=王五&to={today}", 1),
        })
        {
            (await store.GetAsync($"/api/events/search?{query}")).GetProperty("total").GetInt32().ShouldBe(found, query);
        }

        var page = await store.GetAsync("/api/events/search?size=2&page=2");
        page.GetProperty("events").EnumerateArray().Select(x => x.GetProperty("position").GetInt64()).ShouldBe([3, 2]);
        page.GetProperty("events")[0].GetProperty("name").GetString().ShouldBe("庆阳甲有限公司");
    }

    [Theory]
    [InlineData("/api/events/search?type=nothing")]
    [InlineData("/api/events/search?enterprise=x")]
    [InlineData("/api/events/search?from=gestern")]
    [InlineData("/api/events/search?from=2024-02-01&to=2024-01-01")]
    [InlineData("/api/events/search?page=0")]
    [InlineData("/api/corrections?to=x")]
    [InlineData("/api/corrections?size=9999")]
    [InlineData("/api/reports/entry-lag?from=x")]
    [InlineData("/api/reports/entry-lag?source=fax")]
    public async Task Is_refused_with_400_where_it_cannot_be_read(string path) => (await api.GetAsync(path)).ShouldBeRefused(400);

    [Fact]
    public async Task Registers_every_correction_with_was_now_and_why()
    {
        await using var store = await Store.StartAsync();
        var (one, other) = (await DoneAsync(store, "/api/enterprises", Given.AnEnterprise(name: "庆阳一号有限公司")), await DoneAsync(store, "/api/enterprises", Given.AnEnterprise()));
        var id = one.GetProperty("enterpriseId").GetGuid();
        var (first, second) = (await DoneAsync(store, "/api/contacts", Given.AContact(id, content: "甲")), await DoneAsync(store, "/api/contacts", Given.AContact(id, content: "乙")));
        await DoneAsync(store, "/api/retractions", new { enterpriseId = id, entryId = first.GetProperty("entryId").GetGuid(), reason = "重复" });
        await DoneAsync(store, "/api/corrections", new { enterpriseId = id, entryId = second.GetProperty("entryId").GetGuid(), reason = "写错", contact = Given.AContact(id, content: "丙") });
        await DoneAsync(store, "/api/merges", new { enterpriseId = id, intoId = other.GetProperty("enterpriseId").GetGuid(), reason = "同一家" });
        await DoneAsync(store, "/api/merge-undoings", new { enterpriseId = id, reason = "两家" });
        await store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);

        var register = await store.GetAsync("/api/corrections");

        var lines = register.GetProperty("lines").EnumerateArray().Reverse().ToList();
        lines.Select(x => $"{x.GetProperty("kind")} {x.GetProperty("reason")}").ShouldBe(["retraction 重复", "correction 写错", "merge 同一家", "mergeUndone 两家"]);
        lines[0].GetProperty("was").GetString().ShouldEndWith("甲");
        lines[0].GetProperty("now").ValueKind.ShouldBe(JsonValueKind.Null);
        (lines[1].GetProperty("was").GetString()![^1], lines[1].GetProperty("now").GetString()![^1]).ShouldBe(('乙', '丙'));
        lines.ShouldAllBe(x => x.GetProperty("name").GetString() == "庆阳一号有限公司" && x.GetProperty("recordedBy").GetString() == "王五");
        (await store.GetAsync("/api/corrections?by=nobody")).GetProperty("total").GetInt32().ShouldBe(0);
        (await store.GetAsync("/api/corrections?size=1&page=2")).GetProperty("lines")[0].GetProperty("kind").GetString().ShouldBe("merge");
    }

    [Fact]
    public async Task Reports_how_late_facts_are_entered_and_the_bursts_at_month_ends()
    {
        await using var store = await Store.StartAsync();
        var id = (await DoneAsync(store, "/api/enterprises", Given.AnEnterprise())).GetProperty("enterpriseId").GetGuid();

        for (var i = 0; i < 24; i++)
        {
            await DoneAsync(store, "/api/contacts", Given.AContact(id, on: "2024-03-01", content: Given.Own("谈")));
        }

        // Recorded then, as if it had been: 20 on the last day of March (30 days late), one each on the 4th to the 7th.
        await using var then = store.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "update investment.mt_events set timestamp = case when seq_id <= 21 then timestamptz '2024-03-31 10:00+08' else timestamptz '2024-03-04 10:00+08' + (seq_id - 22) * interval '1 day' end");
        await then.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var report = await store.GetAsync("/api/reports/entry-lag?from=2024-01-01&to=2024-12-31");

        var whole = report.GetProperty("whole");
        (whole.GetProperty("entries").GetInt32(), whole.GetProperty("median").GetDouble(), whole.GetProperty("longest").GetInt32(), whole.GetProperty("within7").GetInt32(), whole.GetProperty("over30").GetInt32(), whole.GetProperty("monthEnd").GetInt32())
            .ShouldBe((24, 30, 30, 4, 0, 20));
        report.GetProperty("recorders")[0].GetProperty("key").GetString().ShouldBe("王五");
        report.GetProperty("months").EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe("2024-03");
        var burst = report.GetProperty("bursts").EnumerateArray().ShouldHaveSingleItem();
        (burst.GetProperty("day").GetString(), burst.GetProperty("entries").GetInt32()).ShouldBe(("2024-03-31", 20));
        (await store.GetAsync("/api/reports/entry-lag?from=2024-01-01&to=2024-12-31&source=ledger")).GetProperty("whole").GetProperty("entries").GetInt32().ShouldBe(0);

        // Of days from which no year can be counted back, too.
        (await store.GetAsync("/api/reports/entry-lag?to=0001-02-03")).GetProperty("whole").GetProperty("entries").GetInt32().ShouldBe(0);
    }

    private static async Task<JsonElement> DoneAsync(Store store, string path, object body)
    {
        using var answer = await store.Client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(201, text);

        return JsonElement.Parse(text);
    }
}
