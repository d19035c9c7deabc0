using System.Net.Http.Json;
using System.Text.Json;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>Single rows of a draft, corrected in place beside the file.</summary>
public sealed class CorrectingADraft : IAsyncLifetime
{
    private Store store = null!;

    public async ValueTask InitializeAsync() => store = await Store.StartAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData("对接", 4, "对接日期=2024-02-29 对接方式=视频")]
    [InlineData("签约", 4, "投资额(万元)=1.2亿元")]
    [InlineData("签约", 4, "投资额（万元）*=1.2亿元")]
    [InlineData("落地", 4, "落地类型=开工")]
    [InlineData("包抓", 3, "结束日期=")]
    public async Task Turns_a_bad_row_good_on_every_sheet(string sheet, int row, string cells)
    {
        foreach (var content in new[] { DraftLedger.Zip, DraftLedger.Xlsx })
        {
            var id = await store.DraftAsync(content);
            var before = await store.GetAsync($"/api/ledgers/{id}");

            var (status, corrected) = await store.CorrectAsync(id, sheet, row, Cells(cells), by: "李四");

            status.ShouldBe(200, corrected.ToString());
            corrected.GetProperty("recomputing").GetBoolean().ShouldBeFalse();
            corrected.GetProperty("row").GetProperty("verdict").GetString().ShouldBe("accepted");
            corrected.GetProperty("row").GetProperty("correction").GetProperty("by").GetString().ShouldBe("李四");
            var after = await store.GetAsync($"/api/ledgers/{id}");
            after.Faults().ShouldBe(before.Faults().Where(x => !x.StartsWith($"{sheet} {row} ", StringComparison.Ordinal)));
            corrected.Counts().ShouldBe(after.Counts());
            after.GetProperty("sheets").GetProperty(sheet).GetProperty("accepted").GetInt32().ShouldBe(2);
        }

        (await store.EventsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Of_an_enterprise_turns_the_rows_of_other_sheets_good_that_name_it()
    {
        var id = await store.DraftAsync();

        var (_, corrected) = await store.CorrectAsync(id, "企业", 3, Cells("意向县区=环县"));

        corrected.Counts().ShouldBe("企业2/0/0 对接2/0/1 签约2/0/1 落地2/0/1 包抓1/0/1");
        (await RowAsync(id, "落地", 3)).GetProperty("verdict").GetString().ShouldBe("accepted");
        (await RowAsync(id, "落地", 3)).GetProperty("faults").EnumerateArray().ShouldBeEmpty();
        (await store.GetAsync($"/api/ledgers/{id}")).Faults().ShouldNotContain(x => x.Contains("unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_words_that_are_wrong_again_tells_what_is_wrong_now()
    {
        var id = await store.DraftAsync();

        var (status, corrected) = await store.CorrectAsync(id, "对接", 4, Cells("对接日期=2024-13-01 对接方式=走访"));

        status.ShouldBe(200);
        var row = corrected.GetProperty("row");
        row.GetProperty("verdict").GetString().ShouldBe("rejected");
        row.GetProperty("faults").EnumerateArray().Single().GetProperty("message").GetString()!.ShouldContain("「2024-13-01」");
        row.GetProperty("cells").EnumerateArray().Where(x => x.GetProperty("corrected").ValueKind != JsonValueKind.Null)
            .Select(x => $"{x.GetProperty("column")}: {x.GetProperty("text")} → {x.GetProperty("corrected")}")
            .ShouldBe(["对接日期: 2024-02-30 → 2024-13-01", "对接方式: 托梦 → 走访"]);
    }

    [Fact]
    public async Task Twice_is_answered_alike_and_the_last_one_counts()
    {
        var id = await store.DraftAsync();

        var first = await store.CorrectAsync(id, "签约", 4, Cells("投资额(万元)=5"), "打电话问过");
        var second = await store.CorrectAsync(id, "签约", 4, Cells("投资额(万元)=5"), "打电话问过");
        var other = await store.CorrectAsync(id, "签约", 4, Cells("投资额(万元)=六"));

        second.Body.GetRawText().ShouldBe(first.Body.GetRawText());
        first.Body.GetProperty("row").GetProperty("correction").GetProperty("reason").GetString().ShouldBe("打电话问过");
        other.Body.GetProperty("row").GetProperty("verdict").GetString().ShouldBe("rejected");
        (await store.ScalarAsync<long>("select count(*) from investment.ledger_corrections")).ShouldBe(1);
    }

    [Fact]
    public async Task Is_taken_back_and_taking_it_back_again_changes_nothing()
    {
        var id = await store.DraftAsync();
        var before = await store.GetAsync($"/api/ledgers/{id}");
        await store.CorrectAsync(id, "企业", 3, Cells("意向县区=环县"));

        var back = await store.SendAsync(HttpMethod.Delete, $"/api/ledgers/{id}/rows/企业/3");
        var again = await store.SendAsync(HttpMethod.Delete, $"/api/ledgers/{id}/rows/企业/3");

        (back.Status, again.Status).ShouldBe((200, 200));
        again.Body.GetRawText().ShouldBe(back.Body.GetRawText());
        back.Body.GetProperty("row").GetProperty("correction").ValueKind.ShouldBe(JsonValueKind.Null);
        (await store.GetAsync($"/api/ledgers/{id}")).GetRawText().ShouldBe(before.GetRawText());
    }

    [Fact]
    public async Task That_says_what_the_file_says_is_none()
    {
        var id = await store.DraftAsync();
        await store.CorrectAsync(id, "对接", 4, Cells("对接方式=走访"));

        var (status, corrected) = await store.CorrectAsync(id, "对接", 4, Cells("企业名称=庆阳甲有限公司 对接方式=托梦 联系电话="));

        status.ShouldBe(200);
        corrected.GetProperty("row").GetProperty("correction").ValueKind.ShouldBe(JsonValueKind.Null);
        corrected.GetProperty("row").GetProperty("faults").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Without_any_cell_leaves_the_row_out_and_what_hangs_on_it()
    {
        var id = await store.DraftAsync();

        var (_, corrected) = await store.CorrectAsync(id, "签约", 2, [], "与去年的重复", by: "李四");

        var row = corrected.GetProperty("row");
        row.GetProperty("verdict").GetString().ShouldBe("rejected");
        row.GetProperty("correction").GetProperty("leftOut").GetBoolean().ShouldBeTrue();
        row.GetProperty("faults").EnumerateArray().Single().GetProperty("message").GetString().ShouldBe("李四 在入账前把这一行留在了外面，没有入账。理由：与去年的重复。");
        corrected.Counts().ShouldBe("企业1/0/1 对接1/0/2 签约0/0/3 落地0/0/3 包抓1/0/1");
    }

    [Fact]
    public async Task Is_in_the_workbook_of_rejected_rows()
    {
        var id = await store.DraftAsync();
        await store.CorrectAsync(id, "对接", 4, Cells("对接方式=走访"));

        var workbook = await store.Client.GetByteArrayAsync(new Uri($"/api/ledgers/{id}/rejections.xlsx", UriKind.Relative), TestContext.Current.CancellationToken);

        using var file = LedgerFile.Open(workbook, "退回.xlsx");
        var row = file.Tables.Single(x => x.Sheet == LedgerSheet.Contacts).Rows.Last();
        (row["对接日期"], row["对接方式"], row["内容"]).ShouldBe(("2024-02-30", "走访", "谈用地"));
        file.Tables.Sum(x => x.Rows.Count()).ShouldBe(8);
    }

    [Fact]
    public async Task By_many_at_once_ends_with_all_of_them_in_the_preview()
    {
        var id = await store.DraftAsync();

        var answers = await Task.WhenAll(
            store.CorrectAsync(id, "企业", 3, Cells("意向县区=环县"), by: "甲"), store.CorrectAsync(id, "对接", 4, Cells("对接日期=2024-02-29 对接方式=视频"), by: "乙"),
            store.CorrectAsync(id, "签约", 4, Cells("投资额(万元)=5"), by: "丙"), store.CorrectAsync(id, "落地", 4, Cells("落地类型=开工"), by: "丁"), store.CorrectAsync(id, "包抓", 3, Cells("结束日期="), by: "戊"));

        answers.ShouldAllBe(x => x.Status == 200 && x.Body.GetProperty("row").GetProperty("verdict").GetString() == "accepted");
        (await store.GetAsync($"/api/ledgers/{id}")).Counts().ShouldBe("企业2/0/0 对接3/0/0 签约3/0/0 落地3/0/0 包抓2/0/0");
    }

    [Fact]
    public async Task Is_answered_at_once_when_asked_to_with_what_is_wrong_with_the_row_itself()
    {
        // A day as a number, as workbooks keep it: as a text it would be none.
        var id = await store.DraftAsync(DraftLedger.Workbook("对接", SmallLedger.Contacts, ["庆阳甲有限公司", "", 45356d, "托梦", "王勇", "", "", "谈用地"]));

        foreach (var (method, verdict, faults) in ((string, string?, string[])[])[("做梦", "rejected", ["method"]), ("走访", null, [])])
        {
            await store.CorrectAsync(id, "对接", 2, new() { ["对接方式"] = method });
            await store.ScalarAsync<int>("update investment.ledgers set revision = revision + 1 returning revision");   // as if the preview were still at work
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/ledgers/{id}/rows/对接/2") { Content = JsonContent.Create(new { cells = new { 对接方式 = method } }) };
            request.Headers.Add("Prefer", "respond-async");
            using var answer = await store.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var corrected = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

            ((int)answer.StatusCode).ShouldBe(202);
            corrected.GetProperty("recomputing").GetBoolean().ShouldBeTrue();
            corrected.GetProperty("row").GetProperty("verdict").GetString().ShouldBe(verdict);
            corrected.GetProperty("row").GetProperty("faults").EnumerateArray().Select(x => x.GetProperty("reason").GetString()).ShouldBe(faults);
            (await store.GetAsync($"/api/ledgers/{id}")).GetProperty("recomputing").GetBoolean().ShouldBeTrue();
        }

        // What was left behind is brought up by the next one.
        (await store.CorrectAsync(id, "对接", 2, new() { ["对接方式"] = "电话" })).Body.GetProperty("row").GetProperty("faults").EnumerateArray()
            .Select(x => x.GetProperty("reason").GetString()).ShouldBe(["unknown-enterprise"]);
    }

    private async Task<JsonElement> RowAsync(string id, string sheet, int row) =>
        (await store.GetAsync($"/api/ledgers/{id}/rows?sheet={sheet}")).GetProperty("rows").EnumerateArray().Single(x => x.GetProperty("row").GetInt32() == row);

    private static Dictionary<string, string?> Cells(string words) => words.Split(' ').Select(x => x.Split('=')).ToDictionary(x => x[0], x => (string?)x[1]);
}
