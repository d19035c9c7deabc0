using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Ledgers.Drafts;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>A ledger that is handed in as a draft: what would come of it is told and kept, and nothing is recorded.</summary>
public sealed class KeepingADraft : IAsyncLifetime
{
    private const string Preview = "企业1/0/1 对接1/0/2 签约1/0/2 落地1/0/2 包抓1/0/1";

    private Store store = null!;

    public async ValueTask InitializeAsync() => store = await Store.StartAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData("四月台账.zip")]
    [InlineData("四月台账.xlsx")]
    public async Task Tells_what_would_come_of_it_and_records_nothing(string name)
    {
        var (status, answer) = await store.HandInAsync(name.EndsWith("xlsx", StringComparison.Ordinal) ? DraftLedger.Xlsx : DraftLedger.Zip, name, "&draft=true");

        status.ShouldBe(201);
        answer.GetProperty("status").GetString().ShouldBe("draft");
        answer.Counts().ShouldBe(Preview);
        answer.Faults().ShouldBe([
            "企业 3 county", "对接 3 unknown-enterprise", "对接 4 date", "对接 4 method", "签约 3 unknown-enterprise", "签约 4 amount",
            "落地 3 unknown-enterprise", "落地 4 milestone", "包抓 3 date-range"]);
        (await store.GetAsync($"/api/ledgers/{answer.GetProperty("id").GetString()}")).GetRawText().ShouldBe(answer.GetRawText());
        (await store.EventsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Under_the_same_key_is_the_same_draft_also_twice_at_once_and_another_file_is_422()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => store.HandInAsync(DraftLedger.Zip, query: "&draft=true", key: "k")));
        var other = await store.HandInAsync(SmallLedger.Good(), query: "&draft=true", key: "k");
        var notADraft = await store.HandInAsync(DraftLedger.Zip, key: "k");

        answers.ShouldAllBe(x => x.Status == 201);
        answers.Select(x => x.Answer.GetRawText()).Distinct().ShouldHaveSingleItem();
        (other.Status, notADraft.Status).ShouldBe((422, 422));
        (await store.ScalarAsync<long>("select count(*) from investment.ledgers")).ShouldBe(1);
        (await store.EventsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Is_refused_in_one_sentence_when_it_is_no_ledger_and_leaves_nothing_behind()
    {
        var (status, problem) = await store.HandInAsync([1, 2, 3], query: "&draft=true");
        var both = await store.HandInAsync(DraftLedger.Zip, query: "&draft=true&dryRun=true");

        (status, both.Status).ShouldBe((400, 400));
        problem.ShouldBeAProblem(400);
        both.Answer.ShouldBeAProblem(400);
        (await store.ScalarAsync<long>("select count(*) from investment.ledgers")).ShouldBe(0);
    }

    [Fact]
    public async Task Pages_through_its_rows_as_they_stand_in_the_file()
    {
        var id = await store.DraftAsync();

        var all = await RowsAsync(id, "");
        var rejected = await RowsAsync(id, "?verdict=rejected&sheet=对接");
        var second = await RowsAsync(id, "?verdict=rejected&size=3&page=2");

        all.GetProperty("total").GetInt32().ShouldBe(13);
        Places(all).ShouldBe(["企业 2 accepted", "企业 3 rejected", "对接 2 accepted", "对接 3 rejected", "对接 4 rejected", "签约 2 accepted", "签约 3 rejected", "签约 4 rejected",
            "落地 2 accepted", "落地 3 rejected", "落地 4 rejected", "包抓 2 accepted", "包抓 3 rejected"]);
        var row = rejected.GetProperty("rows")[1];
        row.GetProperty("cells").EnumerateArray().Select(x => $"{x.GetProperty("header").GetString()}={x.GetProperty("text").GetString()}")
            .ShouldBe(["企业名称=庆阳甲有限公司", "统一社会信用代码=", "对接日期=2024-02-30", "对接方式=托梦", "对接人=王勇", "企业联系人=", "联系电话=", "内容=谈用地"]);
        row.GetProperty("faults").EnumerateArray().Select(x => $"{x.GetProperty("column").GetString()} {x.GetProperty("reason").GetString()}").ShouldBe(["对接日期 date", "对接方式 method"]);
        Places(second).ShouldBe(["签约 3 rejected", "签约 4 rejected", "落地 3 rejected"]);
        (second.GetProperty("total").GetInt32(), second.GetProperty("page").GetInt32(), second.GetProperty("size").GetInt32()).ShouldBe((8, 2, 3));
    }

    [Fact]
    public async Task Tells_which_rows_the_books_have_already()
    {
        await store.HandInAsync(DraftLedger.Zip);

        var id = await store.DraftAsync();

        Places(await RowsAsync(id, "?verdict=duplicate")).ShouldBe(["企业 2 duplicate", "对接 2 duplicate", "签约 2 duplicate", "落地 2 duplicate", "包抓 2 duplicate"]);
        (await RowsAsync(id, "?verdict=accepted")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("?sheet=别的")]
    [InlineData("?verdict=perhaps")]
    [InlineData("?page=0")]
    [InlineData("?size=1001")]
    public async Task Refuses_to_page_by_what_there_is_not(string query)
    {
        var id = await store.DraftAsync();

        (await store.SendAsync(HttpMethod.Get, $"/api/ledgers/{id}/rows{query}")).ShouldBeRefused(400);
    }

    [Fact]
    public async Task Lists_ledgers_newest_first_with_what_came_of_them()
    {
        await store.HandInAsync(SmallLedger.Good(), "一.zip");
        await store.DraftAsync(name: "二.zip");

        var list = await store.GetAsync("/api/ledgers");
        var second = await store.GetAsync("/api/ledgers?size=1&page=2");

        list.GetProperty("total").GetInt32().ShouldBe(2);
        list.GetProperty("ledgers").EnumerateArray()
            .Select(x => $"{x.GetProperty("file")} {x.GetProperty("by")} {x.GetProperty("status")} {x.GetProperty("accepted")}/{x.GetProperty("duplicate")}/{x.GetProperty("rejected")} {x.GetProperty("recorded")}")
            .ShouldBe(["二.zip 王五 draft 1/4/8 0", "一.zip 王五 done 4/0/0 4"]);
        second.GetProperty("ledgers")[0].GetProperty("file").GetString().ShouldBe("一.zip");
        (await store.SendAsync(HttpMethod.Get, "/api/ledgers?page=0")).ShouldBeRefused(400);
    }

    [Fact]
    public async Task Is_gone_when_it_is_dropped_and_only_a_draft_can_be()
    {
        var id = await store.DraftAsync();
        await store.CorrectAsync(id, "对接", 4, []);
        var recorded = (await store.HandInAsync(SmallLedger.Good())).Answer.GetProperty("id").GetString();

        (await store.SendAsync(HttpMethod.Delete, $"/api/ledgers/{id}")).Status.ShouldBe(204);
        (await store.SendAsync(HttpMethod.Delete, $"/api/ledgers/{id}")).ShouldBeRefused(404);
        (await store.SendAsync(HttpMethod.Delete, $"/api/ledgers/{recorded}")).ShouldBeRefused(409);
        (await store.SendAsync(HttpMethod.Get, $"/api/ledgers/{id}")).ShouldBeRefused(404);
        (await store.SendAsync(HttpMethod.Get, $"/api/ledgers/{id}/rows")).ShouldBeRefused(404);
        (await store.SendAsync(HttpMethod.Get, $"/api/ledgers/{recorded}/rows")).ShouldBeRefused(409);
        (await store.ScalarAsync<long>("select (select count(*) from investment.ledger_rows) + (select count(*) from investment.ledger_corrections)")).ShouldBe(0);
    }

    [Fact]
    public async Task Is_dropped_at_start_when_nobody_touched_it_for_thirty_days()
    {
        var (old, corrected, young) = (await store.DraftAsync(), await store.DraftAsync(), await store.DraftAsync());
        var recorded = (await store.HandInAsync(SmallLedger.Good())).Answer.GetProperty("id").GetString();
        await store.CorrectAsync(corrected, "对接", 4, []);
        await store.ScalarAsync<long>($"with u as (update investment.ledgers set received_at = now() - interval '31 days' where id <> '{young}' returning 1) select count(*) from u");

        await store.Services.GetRequiredService<DropDraft>().DropOldAsync(TestContext.Current.CancellationToken);

        (await store.GetAsync("/api/ledgers")).GetProperty("ledgers").EnumerateArray().Select(x => x.GetProperty("id").GetString()).ShouldBe([young, recorded, corrected], ignoreOrder: true);
        (await store.ScalarAsync<long>($"select count(*) from investment.ledger_rows where ledger_id = '{old}'")).ShouldBe(0);
    }

    private Task<JsonElement> RowsAsync(string id, string query) => store.GetAsync($"/api/ledgers/{id}/rows{query}");

    private static IEnumerable<string> Places(JsonElement page) => page.GetProperty("rows").EnumerateArray()
        .Select(x => $"{x.GetProperty("sheet").GetString()} {x.GetProperty("row").GetInt32()} {x.GetProperty("verdict").GetString()}");
}
