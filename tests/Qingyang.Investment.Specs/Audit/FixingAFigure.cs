using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Audit;

public class FixingAFigure(Api api)
{
    [Fact]
    public async Task Gives_the_same_figure_under_its_code_for_ever_and_says_what_changed_since()
    {
        var (chain, number) = (Given.AChain(), Given.AnAgreementNumber());
        var enterprise = await api.SignedAsync(number, chain: chain);
        await api.FiguresAreUpToDateAsync();
        var code = await FixAsync($"stage=signed&asOf=2024-06-30&chain={Uri.EscapeDataString(chain)}");

        var before = await TellAsync(code);
        var late = await api.SignedAsync(Given.AnAgreementNumber(), on: "2024-06-01", chain: chain);
        await api.FiguresAreUpToDateAsync();
        var after = await TellAsync(code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal));

        before.GetProperty("digest").GetString().ShouldBe(FigureIds.DigestOf([enterprise]));
        (before.GetProperty("count").GetInt32(), before.GetProperty("holds").GetBoolean(), before.GetProperty("isSameNow").GetBoolean()).ShouldBe((1, true, true));
        (after.GetProperty("count").GetInt32(), after.GetProperty("holds").GetBoolean(), after.GetProperty("isSameNow").GetBoolean(), after.GetProperty("now").GetInt32()).ShouldBe((1, true, false, 2));
        var row = after.GetProperty("changes").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("enterpriseId").GetGuid().ShouldBe(late);
        row.GetProperty("events").EnumerateArray().Select(x => x.GetProperty("cause").GetString()).ShouldBe(["registration", "lateEntry"]);
    }

    [Fact]
    public async Task Has_one_code_for_one_figure_and_stands_in_the_log()
    {
        await api.SignedAsync(Given.AnAgreementNumber());
        await api.FiguresAreUpToDateAsync();
        var position = (await api.GetAsync("/api/funnel")).Body.GetProperty("position").GetInt64();
        var events = await api.EventsAsync();

        var first = await FixAsync($"stage=landed&knownAt={position}&definition=v2");
        var second = await FixAsync($"stage=landed&knownAt={position}&definition=v2");
        var other = await FixAsync($"stage=landed&knownAt={position}&definition=v1");

        second.ShouldBe(first);
        other.ShouldNotBe(first);
        (await api.EventsAsync()).ShouldBe(events + 2);
        (await TellAsync(first)).GetProperty("definition").GetString().ShouldBe("v2");
        await api.FiguresAreUpToDateAsync();
        (await api.GetAsync($"/api/events?after={events}")).Body.GetProperty("events").EnumerateArray().Select(x => x.GetProperty("sentence").GetString()).ShouldContain(x => x!.Contains(first));
    }

    [Theory]
    [InlineData("stage=nothing")]
    [InlineData("stage=signed&asOf=gestern")]
    [InlineData("stage=signed&knownAt=99999999")]
    [InlineData("stage=registered&from=2024-01-01")]
    public async Task Is_refused_with_400_where_the_figure_cannot_be_read(string query) => (await api.PostAsync($"/api/certificates?{query}", new { })).ShouldBeRefused(400);

    [Fact]
    public async Task Of_an_unknown_code_is_refused_with_404() => (await api.GetAsync("/api/certificates/AAAAA-AAAAA")).ShouldBeRefused(404);

    [Fact]
    public async Task Checks_a_published_table_cell_by_cell()
    {
        await using var store = await Store.StartAsync();
        await store.HandInAsync(Ledgers.SmallLedger.Good());
        var today = BusinessDay.Today(TimeProvider.System).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var csv = $"指标,日期,分组,数值\n对接,{today},,1\n签约,{today},环县,1\n落地,{today},西峰区,1\nlanded,{today},产业链:人工智能,1\n落地,2024-06-30,全市,\"1\"\n落地,x,,1\n投资,{today},,1\n落地,{today},上海,1\n";

        var checked_ = await CheckAsync(store, csv);

        checked_.Status.ShouldBe(200, checked_.Answer.ToString());
        checked_.Answer.GetProperty("rows").EnumerateArray().Select(x => x.GetProperty("verdict").GetString())
            .ShouldBe(["same", "same", "differs", "same", "same", "unreadable", "unreadable", "unreadable"]);
        (checked_.Answer.GetProperty("same").GetInt32(), checked_.Answer.GetProperty("differing").GetInt32(), checked_.Answer.GetProperty("unreadable").GetInt32()).ShouldBe((4, 1, 3));
        checked_.Answer.GetProperty("rows")[4].GetProperty("then").GetInt32().ShouldBe(0);   // in 2024 nobody had entered it yet
        (await CheckAsync(store, "a,b\n1,2\n")).Status.ShouldBe(400);
        (await CheckAsync(store, "")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Tells_a_published_cell_that_was_right_then_from_one_that_never_was()
    {
        await using var store = await Store.StartAsync();
        await store.HandInAsync(Ledgers.SmallLedger.Good());
        var position = (await store.GetAsync("/api/funnel")).GetProperty("position").GetInt64();
        await store.HandInAsync(Ledgers.SmallLedger.Of(("企业", [Ledgers.SmallLedger.Enterprises, "庆阳后来科技有限公司,,上海市,环县,人工智能,上门来访,"]), ("对接", [Ledgers.SmallLedger.Contacts, "庆阳后来科技有限公司,,2024-03-05,走访,王勇,,,谈算力"])));
        var csv = "指标,日期,分组,数值\n对接,2024-06-30,,1\n对接,2024-06-30,,2\n在册,2024-06-30,环县,2\n";

        Verdicts(await CheckAsync(store, csv)).ShouldBe(["differs", "same", "same"]);
        Verdicts(await CheckAsync(store, csv, $"?knownAt={position}")).ShouldBe(["same", "differs", "differs"]);
        Verdicts(await CheckAsync(store, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(csv), "")).ShouldBe(["differs", "same", "same"]);
        (await CheckAsync(store, csv, "?knownAt=4711")).Status.ShouldBe(400);

        static IEnumerable<string?> Verdicts((int Status, JsonElement Answer) told) => told.Answer.GetProperty("rows").EnumerateArray().Select(x => x.GetProperty("verdict").GetString());
    }

    private static Task<(int Status, JsonElement Answer)> CheckAsync(Store store, string csv, string query = "") => CheckAsync(store, Encoding.UTF8.GetBytes(csv), query);

    private static async Task<(int Status, JsonElement Answer)> CheckAsync(Store store, byte[] csv, string query)
    {
        await store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);
        using var body = new ByteArrayContent(csv);
        body.Headers.ContentType = new("text/csv");
        using var answer = await store.Client.PostAsync(new Uri("/api/tables/check" + query, UriKind.Relative), body, TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private async Task<string> FixAsync(string query)
    {
        var (status, answer) = await api.PostAsync($"/api/certificates?{query}", new { });
        status.ShouldBe(201, answer.ToString());

        return answer.GetProperty("code").GetString()!;
    }

    private async Task<JsonElement> TellAsync(string code)
    {
        var (status, answer) = await api.GetAsync($"/api/certificates/{code}");
        status.ShouldBe(200, answer.ToString());

        return answer;
    }
}
