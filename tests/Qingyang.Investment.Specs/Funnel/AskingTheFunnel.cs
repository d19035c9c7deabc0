using System.Text.Json;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Funnel;

public class AskingTheFunnel(Api api)
{
    private static readonly string[] Counts = ["registered", "contacted", "signed", "landed"];

    [Fact]
    public async Task Counts_an_enterprise_from_the_day_on_and_not_the_day_before()
    {
        var chain = Given.AChain();
        var enterprise = await api.RegisteredAsync(chain: chain);
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-03-05"));

        (await OfChainAsync(chain, "2024-03-04")).ShouldBe((0, 0, 0));
        (await OfChainAsync(chain, "2024-03-05")).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Moves_the_day_forward_for_an_entry_that_comes_late()
    {
        var chain = Given.AChain();
        var enterprise = await api.RegisteredAsync(chain: chain);
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-03-05"));
        (await OfChainAsync(chain, "2023-11-01")).ShouldBe((0, 0, 0));

        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2023-11-01", content: "补记"));

        (await OfChainAsync(chain, "2023-10-31")).ShouldBe((0, 0, 0));
        (await OfChainAsync(chain, "2023-11-01")).ShouldBe((1, 0, 0));
        (await OfChainAsync(chain, "2024-12-31")).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Counts_an_agreement_as_contact_too()
    {
        var chain = Given.AChain();
        await api.SignedAsync(Given.AnAgreementNumber(), on: "2024-05-06", chain: chain);

        (await OfChainAsync(chain, "2024-05-05")).ShouldBe((0, 0, 0));
        (await OfChainAsync(chain, "2024-05-06")).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Counts_a_milestone_before_its_agreement_as_signed_on_that_day()
    {
        var (chain, number) = (Given.AChain(), Given.AnAgreementNumber());
        var enterprise = await api.SignedAsync(number, on: "2024-05-06", chain: chain);
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number, on: "2024-04-01"));

        (await OfChainAsync(chain, "2024-03-31")).ShouldBe((0, 0, 0));
        (await OfChainAsync(chain, "2024-04-01")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task Counts_an_enterprise_once_however_much_happens()
    {
        var (chain, numbers) = (Given.AChain(), (Given.AnAgreementNumber(), Given.AnAgreementNumber()));
        var enterprise = await api.SignedAsync(numbers.Item1, chain: chain);
        await api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, numbers.Item2));
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, numbers.Item1));
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, numbers.Item2, kind: "投产"));

        (await OfChainAsync(chain, "2025-01-01")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task Adds_up_to_the_whole()
    {
        var before = await AskAsync("asOf=2024-12-31");
        var number = Given.AnAgreementNumber();
        var enterprise = await api.SignedAsync(number);
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));
        await api.DoneAsync("/api/contacts", Given.AContact(await api.RegisteredAsync()));
        await api.RegisteredAsync();

        var after = await AskAsync("asOf=2024-12-31");

        int[] grown = [.. Counts.Select(x => after.GetProperty(x).GetInt32() - before.GetProperty(x).GetInt32())];
        grown.ShouldBe([3, 2, 1, 1]);
    }

    [Theory]
    [InlineData("county", "正宁县")]
    [InlineData("chain", "按产业链分组")]
    [InlineData("source", "按线索来源分组")]
    [InlineData("origin", "按注册地分组")]
    [InlineData("origin", "未填")]
    [InlineData("month", "2011-07")]
    public async Task Is_grouped(string by, string key)
    {
        var before = Group(await AskAsync($"groupBy={by}"), key);
        var enterprise = await api.RegisteredAsync(
            county: by == "county" ? "621025" : "环县", chain: by == "chain" ? key : "其他", source: by == "source" ? key : "其他", origin: by == "origin" && key != "未填" ? key : null);
        await api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, Given.AnAgreementNumber(), on: by == "month" ? "2011-07-31" : "2024-05-06"));

        var answer = await AskAsync($"groupBy={by}");

        Group(answer, key).ShouldBe((before.Contacted + 1, before.Signed + 1, before.Landed));
        var groups = answer.GetProperty("groups").EnumerateArray().ToList();
        groups.Select(x => x.GetProperty("key").GetString()).ShouldBeUnique();
        groups.Sum(x => x.GetProperty("contacted").GetInt32()).ShouldBe(answer.GetProperty("contacted").GetInt32());
        groups.Sum(x => x.GetProperty("signed").GetInt32()).ShouldBe(answer.GetProperty("signed").GetInt32());
    }

    [Fact]
    public async Task Groups_each_stage_by_the_month_of_its_own()
    {
        var before = (May: Group(await AskAsync("groupBy=month"), "2012-05"), June: Group(await AskAsync("groupBy=month"), "2012-06"));
        var enterprise = await api.RegisteredAsync();
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2012-05-31"));
        await api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, Given.AnAgreementNumber(), on: "2012-06-01"));

        var answer = await AskAsync("groupBy=month");

        Group(answer, "2012-05").ShouldBe((before.May.Contacted + 1, before.May.Signed, before.May.Landed));
        Group(answer, "2012-06").ShouldBe((before.June.Contacted, before.June.Signed + 1, before.June.Landed));
    }

    [Theory]
    [InlineData("county")]
    [InlineData("chain")]
    [InlineData("source")]
    [InlineData("origin")]
    [InlineData("month")]
    public async Task Tells_the_same_whole_however_it_is_grouped(string by)
    {
        var number = Given.AnAgreementNumber();
        await api.DoneAsync("/api/milestones", Given.AMilestone(await api.SignedAsync(number), number));

        var (whole, grouped) = (await AskAsync("asOf=2024-12-31"), await AskAsync($"asOf=2024-12-31&groupBy={by}"));

        foreach (var figure in Counts.Append("position"))
        {
            grouped.GetProperty(figure).GetInt64().ShouldBe(whole.GetProperty(figure).GetInt64(), figure);
            whole.GetProperty(figure).GetInt64().ShouldBePositive();
        }
    }

    [Fact]
    public async Task Says_the_log_position_that_it_was_right_at()
    {
        await api.DoneAsync("/api/contacts", Given.AContact(await api.RegisteredAsync()));

        var answer = await AskAsync("asOf=2024-12-31");

        (await api.RowsAsync($"select max(seq_id)::text from {EventStore.Schema}.mt_events")).ShouldBe([answer.GetProperty("position").GetRawText()]);
        answer.GetProperty("definition").GetString().ShouldBe("v1");
        answer.GetProperty("asOf").GetString().ShouldBe("2024-12-31");
    }

    [Theory]
    [InlineData("asOf", "asOf=2024-13-01")]
    [InlineData("asOf", "asOf=2024-02-30")]
    [InlineData("asOf", "asOf=20240301")]
    [InlineData("asOf", "asOf=昨天")]
    [InlineData("groupBy", "groupBy=stage")]
    [InlineData("groupBy", "groupBy=nothing")]
    public async Task Is_refused_with_400_for_a_field(string field, string query)
    {
        var (status, problem) = await api.GetAsync($"/api/funnel?{query}");

        status.ShouldBe(400);
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    private async Task<JsonElement> AskAsync(string query)
    {
        await api.FiguresAreUpToDateAsync();
        var (status, answer) = await api.GetAsync($"/api/funnel?{query}");
        status.ShouldBe(200, answer.ToString());

        return answer;
    }

    private async Task<(int Contacted, int Signed, int Landed)> OfChainAsync(string chain, string asOf) => Group(await AskAsync($"groupBy=chain&asOf={asOf}"), chain);

    private static (int Contacted, int Signed, int Landed) Group(JsonElement answer, string key) =>
        answer.GetProperty("groups").EnumerateArray().Where(x => x.GetProperty("key").GetString() == key)
            .Select(x => (x.GetProperty("contacted").GetInt32(), x.GetProperty("signed").GetInt32(), x.GetProperty("landed").GetInt32())).SingleOrDefault();
}
