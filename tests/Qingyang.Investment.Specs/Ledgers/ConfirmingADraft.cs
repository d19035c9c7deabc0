using System.Text.Json;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>A draft becomes a ledger like any other, with its corrections; who confirms is who records.</summary>
public sealed class ConfirmingADraft : IAsyncLifetime
{
    private const string AllGood = "企业2/0/0 对接3/0/0 签约3/0/0 落地3/0/0 包抓2/0/0";

    private Store store = null!;

    public async ValueTask InitializeAsync() => store = await Store.StartAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_it_as_it_was_corrected_and_twice_adds_nothing(bool xlsx)
    {
        var id = await store.DraftAsync(xlsx ? DraftLedger.Xlsx : DraftLedger.Zip);
        await CorrectAllAsync(id);

        var (status, answer) = await ConfirmAsync(id, by: "赵六");
        var again = await ConfirmAsync(id, by: "孙七");

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("status").GetString().ShouldBe("done");
        (answer.GetProperty("by").GetString(), answer.GetProperty("confirmedBy").GetString()).ShouldBe(("王五", "赵六"));
        answer.Counts().ShouldBe(AllGood);
        again.Status.ShouldBe(201);
        again.Body.GetRawText().ShouldBe(answer.GetRawText());
        (await store.EventsAsync()).ShouldBe(13);
        (await store.ScalarAsync<long>("select count(*) from investment.mt_events where user_name = '赵六'")).ShouldBe(13);
        (await store.ScalarAsync<long>("select count(*) from investment.ledger_rows")).ShouldBe(0);
        (await store.ScalarAsync<long>("select count(*) from investment.ledger_corrections")).ShouldBe(5);
    }

    [Fact]
    public async Task Says_of_each_corrected_row_who_corrected_it_and_of_no_other()
    {
        var id = await store.DraftAsync();
        await CorrectAllAsync(id, by: "李四");
        var sha = (await ConfirmAsync(id, by: "赵六")).Body.GetProperty("sha256").GetString();

        var events = (await store.GetAsync("/api/enterprises/庆阳甲有限公司")).GetProperty("events").EnumerateArray();

        events.Select(x => $"{x.GetProperty("source").GetString()} {x.GetProperty("recordedBy").GetString()} {x.GetProperty("correctedBy").GetString()}").ShouldBe([
            $"ledger:{sha}:企业:2 赵六 ", $"ledger:{sha}:对接:2 赵六 ", $"ledger:{sha}:对接:4 赵六 李四", $"ledger:{sha}:签约:2 赵六 ", $"ledger:{sha}:签约:4 赵六 李四",
            $"ledger:{sha}:落地:2 赵六 ", $"ledger:{sha}:落地:4 赵六 李四", $"ledger:{sha}:包抓:2 赵六 ", $"ledger:{sha}:包抓:3 赵六 李四"], ignoreOrder: true);
    }

    [Fact]
    public async Task Leaves_out_what_was_left_out()
    {
        var id = await store.DraftAsync();
        await store.CorrectAsync(id, "对接", 2, [], by: "李四");

        var (_, answer) = await ConfirmAsync(id);

        answer.Counts().ShouldBe("企业1/0/1 对接0/0/3 签约1/0/2 落地1/0/2 包抓1/0/1");
        answer.Faults().ShouldContain("对接 2 left-out");
        (await store.ScalarAsync<long>("select count(*) from investment.mt_events where type = 'contact_logged'")).ShouldBe(0);
    }

    [Fact]
    public async Task Does_not_make_the_file_itself_any_better()
    {
        var id = await store.DraftAsync();
        await CorrectAllAsync(id);
        await ConfirmAsync(id);

        var (_, answer) = await store.HandInAsync(DraftLedger.Zip);

        answer.Counts().ShouldBe("企业0/1/1 对接0/2/1 签约0/2/1 落地0/2/1 包抓0/1/1");
        answer.Faults().ShouldBe(["企业 3 county", "对接 4 date", "对接 4 method", "签约 4 amount", "落地 4 milestone", "包抓 3 date-range"]);
        (await store.EventsAsync()).ShouldBe(13);
    }

    [Fact]
    public async Task By_two_at_once_records_everything_once_and_tells_both_the_same()
    {
        var id = await store.DraftAsync();
        await CorrectAllAsync(id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(x => ConfirmAsync(id, by: $"甲{x}")));

        answers.Select(x => $"{x.Status} {x.Body}").Distinct().ShouldHaveSingleItem().ShouldStartWith("201 ");
        (await store.EventsAsync()).ShouldBe(13);
        (await store.ScalarAsync<long>("select count(distinct user_name) from investment.mt_events")).ShouldBe(1);
    }

    [Fact]
    public async Task Strictly_is_refused_while_a_row_is_rejected_and_it_stays_open_to_be_corrected()
    {
        var id = await store.DraftAsync();

        var refused = await ConfirmAsync(id, "?strict=true");
        var again = await ConfirmAsync(id, "?strict=true");

        (refused.Status, again.Status).ShouldBe((409, 409));
        refused.Body.ShouldBeAProblem(409);
        again.Body.GetProperty("ledger").GetRawText().ShouldBe(refused.Body.GetProperty("ledger").GetRawText());
        (await store.EventsAsync()).ShouldBe(0);
        (await store.GetAsync($"/api/ledgers/{id}/rows?verdict=rejected")).GetProperty("total").GetInt32().ShouldBe(8);

        await CorrectAllAsync(id);
        (await store.GetAsync($"/api/ledgers/{id}")).GetProperty("status").GetString().ShouldBe("draft");
        var (status, answer) = await ConfirmAsync(id, "?strict=true");
        status.ShouldBe(201);
        answer.Counts().ShouldBe(AllGood);
    }

    [Fact]
    public async Task Goes_by_what_the_books_know_by_then()
    {
        var id = await store.DraftAsync();
        await store.HandInAsync(DraftLedger.Zip);

        (await ConfirmAsync(id)).Body.Counts().ShouldBe("企业0/1/1 对接0/1/2 签约0/1/2 落地0/1/2 包抓0/1/1");
    }

    [Fact]
    public async Task At_once_when_asked_to_tells_where_to_look()
    {
        var id = await store.DraftAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/ledgers/{id}/confirmation");
        request.Headers.Add("Prefer", "respond-async");

        using var answer = await store.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBeOneOf(201, 202);
        answer.Headers.Location!.ToString().ShouldBe($"/api/ledgers/{id}");
        JsonElement ledger;

        do
        {
            ledger = await store.GetAsync($"/api/ledgers/{id}");
            ledger.GetProperty("status").GetString().ShouldBeOneOf("reading", "recording", "figuring", "done");
        }
        while (ledger.GetProperty("status").GetString() != "done");
    }

    [Fact]
    public async Task Is_refused_when_it_was_never_a_draft_or_is_not_there()
    {
        var recorded = (await store.HandInAsync(SmallLedger.Good())).Answer.GetProperty("id").GetString()!;

        for (var time = 0; time < 2; time++)
        {
            (await ConfirmAsync(recorded)).ShouldBeRefused(409);
            (await ConfirmAsync(Guid.CreateVersion7().ToString())).ShouldBeRefused(404);
        }
    }

    [Fact]
    public async Task The_same_key_stands_for_it_ever_after()
    {
        var id = (await store.HandInAsync(DraftLedger.Zip, query: "&draft=true", key: "k")).Answer.GetProperty("id").GetString()!;
        await ConfirmAsync(id, "?strict=false");

        var (status, answer) = await store.HandInAsync(DraftLedger.Zip, query: "&draft=true", key: "k");

        status.ShouldBe(201);
        (answer.GetProperty("id").GetString(), answer.GetProperty("status").GetString()).ShouldBe((id, "done"));
    }

    private Task<(int Status, JsonElement Body)> ConfirmAsync(string id, string query = "", string? by = null) =>
        store.SendAsync(HttpMethod.Post, $"/api/ledgers/{id}/confirmation{query}", by: by);

    private async Task CorrectAllAsync(string id, string? by = null)
    {
        foreach (var (sheet, row, cells) in ((string, int, Dictionary<string, string?>)[])[
            ("企业", 3, new() { ["意向县区"] = "环县" }), ("对接", 4, new() { ["对接日期"] = "2024-02-29", ["对接方式"] = "视频" }), ("签约", 4, new() { ["投资额(万元)"] = "5" }),
            ("落地", 4, new() { ["落地类型"] = "开工" }), ("包抓", 3, new() { ["结束日期"] = "" })])
        {
            (await store.CorrectAsync(id, sheet, row, cells, by: by)).Status.ShouldBe(200);
        }
    }
}
