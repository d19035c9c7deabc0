using System.Text.Json;

namespace Qingyang.Investment.Specs.Funnel;

public class OpeningAFigure(Api api)
{
    private static readonly string[] Stages = ["contacted", "signed", "landed"];
    private static readonly string[] Columns = ["name", "creditCode", "county", "chain", "source", "origin"];

    [Theory]
    [InlineData("county")]
    [InlineData("chain")]
    [InlineData("source")]
    [InlineData("origin")]
    [InlineData("month")]
    public async Task Finds_as_many_as_it_says_for_every_group_and_stage(string by)
    {
        await GivenOneOfEachAsync(Given.AChain());
        await api.FiguresAreUpToDateAsync();
        var (_, funnel) = await api.GetAsync($"/api/funnel?asOf=2024-12-31&groupBy={by}");
        var groups = funnel.GetProperty("groups").EnumerateArray().ToList();
        groups.Sum(x => x.GetProperty("landed").GetInt32()).ShouldBePositive();

        foreach (var (group, stage) in groups.SelectMany(g => Stages.Select(s => (g, s))))
        {
            var key = group.GetProperty("key").GetString()!;
            var (status, figure) = await api.GetAsync($"/api/funnel/enterprises?stage={stage}&asOf=2024-12-31&{by}={Uri.EscapeDataString(key)}&size=1000");

            status.ShouldBe(200, figure.ToString());
            figure.GetProperty("total").GetInt32().ShouldBe(group.GetProperty(stage).GetInt32(), $"{key} {stage}");
            Ids(figure).Count.ShouldBe(group.GetProperty(stage).GetInt32(), $"{key} {stage}");
        }
    }

    [Theory]
    [InlineData("registered")]
    [InlineData("contacted")]
    [InlineData("signed")]
    [InlineData("landed")]
    public async Task Finds_as_many_as_the_whole_says(string stage)
    {
        await GivenOneOfEachAsync(Given.AChain());
        await api.FiguresAreUpToDateAsync();
        var (_, funnel) = await api.GetAsync("/api/funnel?asOf=2024-06-30");

        var (_, figure) = await api.GetAsync($"/api/funnel/enterprises?stage={stage}&asOf=2024-06-30");

        figure.GetProperty("total").GetInt32().ShouldBe(funnel.GetProperty(stage).GetInt32());
        figure.GetProperty("position").GetInt64().ShouldBe(funnel.GetProperty("position").GetInt64());
        figure.GetProperty("definition").GetString().ShouldBe("v1");
    }

    [Fact]
    public async Task Covers_every_enterprise_once_page_by_page()
    {
        var (chain, all) = (Given.AChain(), new List<Guid>());

        for (var i = 0; i < 7; i++)
        {
            all.Add(await api.RegisteredAsync(chain: chain));
            await api.DoneAsync("/api/contacts", Given.AContact(all[i], on: i < 4 ? "2024-03-05" : "2024-03-06"));
        }

        await api.FiguresAreUpToDateAsync();
        var pages = new List<List<Guid>>();

        for (var page = 1; page <= 4; page++)
        {
            var (_, figure) = await api.GetAsync($"/api/funnel/enterprises?stage=contacted&chain={Uri.EscapeDataString(chain)}&page={page}&size=3");
            figure.GetProperty("total").GetInt32().ShouldBe(7);
            pages.Add(Ids(figure));
        }

        pages.Select(x => x.Count).ShouldBe([3, 3, 1, 0]);
        pages.SelectMany(x => x).ShouldBe(Enumerable.Reverse(all));   // latest first
    }

    [Fact]
    public async Task Tells_the_day_and_the_event_that_put_an_enterprise_there()
    {
        var chain = Given.AChain();
        var enterprise = await api.RegisteredAsync(chain: chain);
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-03-05"));
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-01-02", content: "补记"));
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-01-02", content: "同一天又一次"));
        await api.FiguresAreUpToDateAsync();

        var (_, figure) = await api.GetAsync($"/api/funnel/enterprises?stage=对接&chain={Uri.EscapeDataString(chain)}");

        var row = figure.GetProperty("enterprises").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("reachedOn").GetString().ShouldBe("2024-01-02");
        var (_, told) = await api.GetAsync($"/api/enterprises/{enterprise}");
        told.GetProperty("events").EnumerateArray().Single(x => x.GetProperty("position").GetInt64() == row.GetProperty("position").GetInt64())
            .GetProperty("fact").GetProperty("content").GetString().ShouldBe("补记");
    }

    [Fact]
    public async Task Shows_who_they_are_now()
    {
        var (chain, name, code) = (Given.AChain(), Given.AName(), Given.ACreditCode());
        var enterprise = await api.DoneAsync("/api/enterprises", new { name = Given.AName(), county = "621022", chain, source = "老客户", origin = "深圳市" });
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync("/api/renamings", new { enterpriseId = enterprise, name });
        await api.DoneAsync("/api/credit-codes", new { enterpriseId = enterprise, creditCode = code });
        await api.FiguresAreUpToDateAsync();

        var (_, figure) = await api.GetAsync($"/api/funnel/enterprises?stage=contacted&chain={Uri.EscapeDataString(chain)}");

        var row = figure.GetProperty("enterprises").EnumerateArray().ShouldHaveSingleItem();
        string?[] shown = [.. Columns.Select(x => row.GetProperty(x).GetString())];
        shown.ShouldBe([name, code, "环县", chain, "老客户", "深圳市"]);
    }

    /// <summary>Several filters used to be refused; now they narrow each other down, so that a county's chain or a cohort's part can be opened.</summary>
    [Theory]
    [InlineData("county=环县&source=上门来访", 2)]
    [InlineData("county=环县&source=网络", 1)]
    [InlineData("county=西峰区&source=网络", 0)]
    [InlineData("from=2024-03-06", 1)]
    [InlineData("to=2024-03-05", 2)]
    [InlineData("from=2024-03-05&to=2024-03-05&county=621022", 2)]
    [InlineData("contactedFrom=2024-03-06&contactedTo=2024-03-31&month=2024-03", 1)]
    public async Task Narrows_down_by_several_filters_at_once(string filters, int found)
    {
        var chain = Given.AChain();

        foreach (var (source, on) in new[] { ("上门来访", "2024-03-05"), ("上门来访", "2024-03-06"), ("网络", "2024-03-05") })
        {
            await api.DoneAsync("/api/contacts", Given.AContact(await api.RegisteredAsync(chain: chain, source: source), on: on));
        }

        await api.FiguresAreUpToDateAsync();

        var (status, figure) = await api.GetAsync($"/api/funnel/enterprises?stage=contacted&chain={Uri.EscapeDataString(chain)}&{filters}");

        status.ShouldBe(200, figure.ToString());
        figure.GetProperty("total").GetInt32().ShouldBe(found);
    }

    [Fact]
    public async Task By_county_takes_its_code_or_its_name()
    {
        var enterprise = await api.RegisteredAsync(county: "合水县");
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
        await api.FiguresAreUpToDateAsync();

        var byCode = await api.GetAsync("/api/funnel/enterprises?stage=contacted&county=621024&size=1000");
        var byName = await api.GetAsync("/api/funnel/enterprises?stage=contacted&county=合水县&size=1000");

        byName.Body.GetRawText().ShouldBe(byCode.Body.GetRawText());
        Ids(byName.Body).ShouldContain(enterprise);
    }

    [Theory]
    [InlineData("stage", "")]
    [InlineData("stage", "stage=lost")]
    [InlineData("stage", "stage=7")]
    [InlineData("asOf", "stage=signed&asOf=2024/6/30")]
    [InlineData("page", "stage=signed&page=0")]
    [InlineData("page", "stage=signed&page=-1")]
    [InlineData("page", "stage=signed&size=0")]
    [InlineData("page", "stage=signed&size=1001")]
    [InlineData("county", "stage=signed&county=环县&county=宁县")]
    [InlineData("to", "stage=signed&to=2024-13-01")]
    [InlineData("from", "stage=signed&from=2024-02-01&to=2024-01-31")]
    [InlineData("from", "stage=registered&from=2024-02-01")]
    [InlineData("contactedFrom", "stage=signed&contactedFrom=2024-02-01&contactedTo=2024-01-31")]
    public async Task Is_refused_with_400_for_a_field(string field, string query)
    {
        var (status, problem) = await api.GetAsync($"/api/funnel/enterprises?{query}");

        status.ShouldBe(400, problem.ToString());
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    [Theory]
    [InlineData("stage=signed&page=二")]
    [InlineData("stage=signed&size=99999999999")]
    public async Task Is_refused_with_400_for_what_is_no_number(string query)
    {
        var (status, problem) = await api.GetAsync($"/api/funnel/enterprises?{query}");

        status.ShouldBe(400, problem.ToString());
        problem.ShouldBeAProblem(400);
    }

    private async Task GivenOneOfEachAsync(string chain)
    {
        var number = Given.AnAgreementNumber();
        await api.RegisteredAsync(chain: chain);
        await api.DoneAsync("/api/contacts", Given.AContact(await api.RegisteredAsync(chain: chain, county: "西峰区", origin: "上海市")));
        await api.SignedAsync(Given.AnAgreementNumber(), chain: chain);
        await api.DoneAsync("/api/milestones", Given.AMilestone(await api.SignedAsync(number, chain: chain), number, on: "2024-06-30"));
    }

    private static List<Guid> Ids(JsonElement figure) => [.. figure.GetProperty("enterprises").EnumerateArray().Select(x => x.GetProperty("id").GetGuid())];
}
