using System.Globalization;
using System.Text.Json;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Lists;

public class ListingEnterprises(Api api)
{
    private static readonly DateOnly Today = BusinessDay.Today(TimeProvider.System);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string chain = Given.AChain();

    [Fact]
    public async Task Shows_who_they_are_where_they_stand_and_who_answers_for_them()
    {
        var (name, code, number) = (Given.AName(), Given.ACreditCode(), Given.AnAgreementNumber());
        var enterprise = await api.RegisteredAsync(name, code, county: "环县", chain: chain, source: "老客户", origin: "深圳市");
        await ContactAsync(enterprise, "2024-03-05", next: "寄合同", nextOn: "2024-03-12");
        await api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, number));
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));
        await api.DoneAsync("/api/assignments", Given.AnAssignment(enterprise));

        var list = await AskAsync("");

        list.GetProperty("enterprises").EnumerateArray().ShouldHaveSingleItem().ToString().ShouldBe(JsonSerializer.Serialize(new
        {
            id = enterprise,
            name,
            creditCode = code,
            county = "环县",
            chain,
            source = "老客户",
            origin = "深圳市",
            stage = "landed",
            contactedOn = "2024-03-05",
            signedOn = "2024-05-06",
            landedOn = "2024-07-08",
            contacts = 1,
            lastContactOn = "2024-03-05",
            lastContactBy = "李四",
            nextStep = "寄合同",
            nextStepOn = "2024-03-12",
            agreements = 1,
            amount = 1200.5m,
            official = "杜东",
            post = "副市长",
            taskForce = "算力工作专班",
            assignedSince = "2024-02-01",
        }, Readable));
        list.GetProperty("position").GetInt64().ShouldBePositive();
    }

    [Fact]
    public async Task Finds_by_every_filter_what_it_says()
    {
        string[] names = ["甲 100%_号", "乙 100号", "丙", "丁"];
        var ids = new List<Guid>();

        foreach (var name in names)
        {
            ids.Add(await api.RegisteredAsync(Given.AName() + name, county: name == "丙" ? "宁县" : "环县", chain: chain, source: name == "丁" ? "网络" : "老客户", origin: name == "丙" ? "上海市" : null));
        }

        await ContactAsync(ids[0], Day(-40), next: "催", nextOn: Day(-1));
        await ContactAsync(ids[1], Day(-5), next: "约", nextOn: Day(0));
        await ContactAsync(ids[2], Day(-1), next: "访", nextOn: Day(6));
        await api.DoneAsync("/api/agreements", Given.AnAgreement(ids[2], Given.AnAgreementNumber(), on: Day(0)));
        var (official, former) = (Given.Own("何"), Given.Own("杜"));
        await api.DoneAsync("/api/assignments", Given.AnAssignment(ids[0], Day(-10), former, "甲班", ends: Day(0)));
        await api.DoneAsync("/api/assignments", Given.AnAssignment(ids[1], Day(-10), former, "甲班"));
        await api.DoneAsync("/api/assignments", Given.AnAssignment(ids[1], Day(0), official, "乙班"));

        foreach (var (filter, found) in ((string, string)[])[
            ("", "甲乙丙丁"), ("q=100%25_", "甲"), ("q=%5C", ""), ("q=100", "甲乙"), ("county=宁县", "丙"), ("county=621026", "丙"), ("source=网络", "丁"), ("origin=上海市", "丙"), ("origin=未填", "甲乙丁"),
            ("stage=registered", "丁"), ("stage=contacted", "甲乙"), ("stage=signed", "丙"), ("stage=landed", ""), ("reached=registered", "甲乙丙丁"), ("reached=contacted", "甲乙丙"), ("reached=signed", "丙"),
            ($"official={official}", "乙"), ($"official={former}", ""), ("official=-", "甲丙丁"), ("taskForce=乙班", "乙"), ("taskForce=-", "甲丙丁"),
            ($"contactedFrom={Day(-5)}", "乙丙"), ($"contactedTo={Day(-5)}", "甲乙"), ($"contactedFrom={Day(-5)}&contactedTo={Day(-5)}", "乙"),
            ("quiet=5", "甲乙丁"), ("quiet=6", "甲丁"), ("quiet=41", "丁"), ("due=late", "甲"), ("due=today", "乙"), ("due=week", "乙丙"), ("county=环县&reached=contacted&due=late", "甲")])
        {
            var list = await AskAsync(filter);

            string.Concat(names.Where((x, i) => Ids(list).Contains(ids[i])).Select(x => x[0])).ShouldBe(found, filter);
            list.GetProperty("total").GetInt64().ShouldBe(found.Length, filter);
        }
    }

    [Fact]
    public async Task Sorts_by_pinyin_and_by_every_other_column_both_ways()
    {
        var ids = new Dictionary<char, Guid>();

        foreach (var name in "庆安正")   // anzheng sorts an, qing, zheng; by code point it were an, qing… 安 U+5B89, 庆 U+5E86, 正 U+6B63
        {
            ids[name] = await api.RegisteredAsync($"{name}" + Given.AName(), chain: chain);
        }

        ids['波'] = await api.RegisteredAsync("波" + Given.AName(), chain: chain);
        await ContactAsync(ids['庆'], "2024-03-05");
        await ContactAsync(ids['正'], "2024-01-05");
        await api.DoneAsync("/api/agreements", Given.AnAgreement(ids['安'], Given.AnAgreementNumber(), on: "2024-02-01"));

        foreach (var (sort, order) in ((string, string)[])[
            ("name", "安波庆正"), ("-name", "正庆波安"), ("lastContact", "正庆"), ("-lastContact", "庆正"), ("quiet", "庆正"), ("-quiet", "波安正庆"),
            ("contacted", "正安庆"), ("-contacted", "庆安正"), ("signed", "安"), ("-signed", "安"), ("-amount", "安")])
        {
            var list = await AskAsync($"sort={sort}");

            string.Concat(Ids(list).Select(x => ids.First(y => y.Value == x).Key)).ShouldStartWith(order, customMessage: sort);
            Ids(list).Count.ShouldBe(4);
        }
    }

    [Fact]
    public async Task Counts_the_stages_of_the_same_filters_whichever_stage_is_shown()
    {
        await ContactAsync(await api.RegisteredAsync(chain: chain), "2024-03-05");
        await api.RegisteredAsync(chain: chain);
        await api.SignedAsync(Given.AnAgreementNumber(), chain: chain);

        foreach (var (filter, total) in ((string, int)[])[("", 3), ("stage=signed", 1), ("stage=landed", 0)])
        {
            var list = await AskAsync(filter);

            list.GetProperty("counts").ToString().ShouldBe("""{"registered":1,"contacted":1,"signed":1,"landed":0,"all":3}""");
            list.GetProperty("total").GetInt32().ShouldBe(total);
        }
    }

    [Fact]
    public async Task Covers_every_enterprise_once_page_by_page_and_knows_the_neighbours_of_each()
    {
        for (var i = 0; i < 5; i++)
        {
            await api.RegisteredAsync(chain: chain);   // none contacted: equal in the order asked for
        }

        foreach (var sort in new[] { "quiet", "-quiet", "-amount" })
        {
            var (pages, whole) = (new List<Guid>(), Ids(await AskAsync($"sort={sort}")));

            for (var page = 1; page <= 3; page++)
            {
                pages.AddRange(Ids(await AskAsync($"sort={sort}&size=2&page={page}")));
            }

            pages.ShouldBe(whole);
            whole.Distinct().Count().ShouldBe(5);

            for (var i = 0; i < 5; i++)
            {
                var (_, neighbours) = await api.GetAsync($"/api/enterprises/{whole[i]}/neighbours?chain={Uri.EscapeDataString(chain)}&sort={sort}");

                (neighbours.GetProperty("place").GetInt32(), neighbours.GetProperty("total").GetInt32()).ShouldBe((i + 1, 5));
                neighbours.GetProperty("previous").GetString().ShouldBe(i == 0 ? null : whole[i - 1].ToString());
                neighbours.GetProperty("next").GetString().ShouldBe(i == 4 ? null : whole[i + 1].ToString());
            }
        }

        (await AskAsync("page=9")).GetProperty("total").GetInt32().ShouldBe(5);
        (await api.GetAsync($"/api/enterprises/{await api.RegisteredAsync()}/neighbours?chain={Uri.EscapeDataString(chain)}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("county", "list?county=杭州")]
    [InlineData("due", "list?due=someday")]
    [InlineData("cuonty", "list?cuonty=环县")]
    [InlineData("sort", "list.xlsx?sort=size")]
    [InlineData("page", "019cdb54-5600-7000-8000-000000000001/neighbours?page=x")]
    public async Task Is_refused_with_400_for_a_parameter(string field, string path)
    {
        var (status, problem) = await api.GetAsync($"/api/enterprises/{path}");

        status.ShouldBe(400, problem.ToString());
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    private static string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<Guid> ContactAsync(Guid enterpriseId, string on, string? next = null, string? nextOn = null) =>
        api.DoneAsync("/api/contacts", new { enterpriseId, on, method = "电话", performedBy = "李四", content = "谈", nextStep = next, nextStepOn = nextOn });

    private async Task<JsonElement> AskAsync(string query)
    {
        await api.FiguresAreUpToDateAsync();
        var (status, list) = await api.GetAsync($"/api/enterprises/list?chain={Uri.EscapeDataString(chain)}&{query}");
        status.ShouldBe(200, list.ToString());

        return list;
    }

    private static List<Guid> Ids(JsonElement list) => [.. list.GetProperty("enterprises").EnumerateArray().Select(x => x.GetProperty("id").GetGuid())];
}
