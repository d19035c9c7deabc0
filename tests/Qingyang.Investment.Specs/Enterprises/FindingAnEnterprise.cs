using System.Text.Json;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Enterprises;

public class FindingAnEnterprise(Api api)
{
    [Fact]
    public async Task Finds_by_any_part_of_a_name_and_tells_who_it_is()
    {
        var code = Given.ACreditCode();
        var enterprise = await api.SignedAsync(Given.AnAgreementNumber());
        await api.DoneAsync("/api/renamings", new { enterpriseId = enterprise, name = "陇东鹭岛算网科技有限公司" });
        var other = await api.RegisteredAsync("鹭岛陇东有限公司", code, county: "西峰区", chain: "数据服务");

        (await FindAsync("鹭岛")).ShouldBe([other, enterprise]);   // what begins so comes first
        (await FindAsync("鹭")).ShouldBe([other, enterprise]);
        (await FindAsync("岛算")).ShouldBe([enterprise]);

        var found = (await AskAsync("鹭岛")).GetProperty("enterprises").EnumerateArray().ToList();
        (Text(found[0], "name"), Text(found[0], "matchedName"), Text(found[0], "creditCode"), Text(found[0], "county"), Text(found[0], "chain"), Text(found[0], "stage"), Text(found[0], "match"))
            .ShouldBe(("鹭岛陇东有限公司", null, code, "西峰区", "数据服务", "registered", "start"));
        (Text(found[1], "stage"), Text(found[1], "match")).ShouldBe(("signed", "part"));
    }

    [Fact]
    public async Task Finds_by_the_initials_of_its_pinyin()
    {
        var enterprise = await api.RegisteredAsync("重庆骈璞行有限公司");

        foreach (var initials in new[] { "cqppxyxgs", "CQPP", "ppx", "pp", "zqpph", "cqpph", "ＣＱＰＰＸ", "c q p p" })
        {
            (await FindAsync(initials)).ShouldContain(enterprise, initials);
        }

        (await FindAsync("cqppz")).ShouldNotContain(enterprise);
        (await AskAsync("ppx")).GetProperty("enterprises")[0].GetProperty("match").GetString().ShouldBe("initials");
        (await AskAsync("cqppx")).GetProperty("enterprises")[0].GetProperty("match").GetString().ShouldBe("initialsStart");
    }

    [Fact]
    public async Task Finds_by_the_credit_code_and_by_part_of_it()
    {
        var code = Given.ACreditCode();
        var enterprise = await api.RegisteredAsync(code: code);

        (await FindAsync(code)).ShouldBe([enterprise]);
        (await FindAsync(code.ToLowerInvariant() + " ")).ShouldBe([enterprise]);
        (await FindAsync(string.Join(' ', code.Chunk(4).Select(x => new string(x))))).ShouldBe([enterprise]);
        (await FindAsync(code[8..])).ShouldBe([enterprise]);
        (await AskAsync(code)).GetProperty("enterprises")[0].GetProperty("match").GetString().ShouldBe("creditCode");
    }

    [Fact]
    public async Task Finds_by_the_credit_code_that_came_later()
    {
        var (enterprise, code) = (await api.RegisteredWithoutCodeAsync(), Given.ACreditCode());
        await api.DoneAsync("/api/credit-codes", new { enterpriseId = enterprise, creditCode = code });

        (await FindAsync(code)).ShouldBe([enterprise]);
    }

    [Fact]
    public async Task Finds_by_former_and_other_names_and_tells_which_one_was_meant()
    {
        var enterprise = await api.RegisteredAsync("庆阳鹮羽有限公司");
        await api.DoneAsync("/api/renamings", new { enterpriseId = enterprise, name = "庆阳麂皮有限公司" });
        await api.DoneAsync("/api/other-names", new { enterpriseId = enterprise, name = "獐子数据" });
        await api.DoneAsync("/api/renamings", new { enterpriseId = enterprise, name = "庆阳犀角有限公司" });

        foreach (var (words, meant) in new[] { ("鹮羽", "庆阳鹮羽有限公司"), ("麂皮", "庆阳麂皮有限公司"), ("獐子", "獐子数据"), ("犀角", null), ("zzsj", "獐子数据") })
        {
            (await FindAsync(words)).ShouldContain(enterprise, words);
            Text((await AskAsync(words)).GetProperty("enterprises").EnumerateArray().Single(x => x.GetProperty("id").GetGuid() == enterprise), "matchedName").ShouldBe(meant, words);
        }
    }

    [Theory]
    [InlineData("貔貅ABC")]
    [InlineData("貔貅abc")]
    [InlineData("貔貅ＡＢＣ")]
    [InlineData(" 貔　貅 Abc（庆阳）")]
    [InlineData("貔貅\u200BABC(庆阳)数据有限责任公司")]
    [InlineData("貔貅ABC(庆阳)数据有限责")]
    [InlineData("数据 貔貅")]
    [InlineData("数据　qy 貔貅")]
    public async Task Forgives_how_it_is_written(string words)
    {
        var name = $"貔貅ＡＢＣ（庆阳）数据有限公司";
        var (_, known) = await api.GetAsync($"/api/enterprises/{Uri.EscapeDataString(name)}");
        var enterprise = known.TryGetProperty("id", out var id) ? id.GetGuid() : await api.RegisteredAsync(name);

        (await FindAsync(words)).ShouldBe([enterprise]);
    }

    [Fact]
    public async Task Puts_the_name_itself_first_and_words_in_their_order_before_others()
    {
        var behind = await api.RegisteredAsync("新鼹鼠有限公司");
        var longer = await api.RegisteredAsync("鼹鼠有限公司庆阳分公司");
        var itself = await api.RegisteredAsync("鼹鼠有限公司");
        (await FindAsync("鼹鼠有限公司")).ShouldBe([itself, longer, behind]);

        var reversed = await api.RegisteredAsync("鼬算鼯力有限公司");
        var inOrder = await api.RegisteredAsync("鼯算鼬力有限公司");
        (await FindAsync("鼯 鼬")).ShouldBe([inOrder, reversed]);
        (await FindAsync("鼯 鼬 鼹")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_wildcards_and_quotes_as_what_they_are()
    {
        var percent = await api.RegisteredAsync(@"百%分_百\有限公司");
        var plain = await api.RegisteredAsync("百万分之百有限公司");

        (await FindAsync("百%分")).ShouldBe([percent]);
        (await FindAsync("分_百")).ShouldBe([percent]);
        (await FindAsync(@"百\有")).ShouldBe([percent]);

        // Other specs have names with such signs too; one that has none is never meant.
        foreach (var sign in new[] { "%", "_", @"\" })
        {
            (await FindAsync(sign)).ShouldContain(percent);
            (await FindAsync(sign)).ShouldNotContain(plain);
        }

        (await FindAsync("百万")).ShouldBe([plain]);
        (await FindAsync("'; drop table investment.enterprise_search; --")).ShouldBeEmpty();
        (await FindAsync("百万")).ShouldBe([plain]);
    }

    [Fact]
    public async Task Finds_characters_beyond_the_basic_plane_and_survives_halves_of_them()
    {
        var enterprise = await api.RegisteredAsync("庆阳𠮷𡔜有限公司");

        (await FindAsync("𠮷𡔜")).ShouldBe([enterprise]);
        (await FindAsync("𠮷")).ShouldBe([enterprise]);
        (await FindAsync("%F0%A0%AE", escape: false)).ShouldNotContain(enterprise);
        (await api.GetAsync("/api/enterprises?q=%00%F0%A0")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Tells_when_there_are_more_than_shown()
    {
        var own = new[] { "鼋甲", "鼋乙", "鼋丙" };
        foreach (var name in own)
        {
            await api.RegisteredAsync(name + "有限公司");
        }

        await api.FiguresAreUpToDateAsync();
        var (_, two) = await api.GetAsync("/api/enterprises?q=鼋&limit=2");
        (two.GetProperty("more").GetBoolean(), two.GetProperty("enterprises").GetArrayLength()).ShouldBe((true, 2));
        var (_, three) = await api.GetAsync("/api/enterprises?q=鼋&limit=3");
        (three.GetProperty("more").GetBoolean(), three.GetProperty("enterprises").GetArrayLength()).ShouldBe((false, 3));
        three.GetProperty("position").GetRawText().ShouldBe((await api.RowsAsync($"select max(seq_id)::text from {EventStore.Schema}.mt_events")).Single());
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("?q=", "q")]
    [InlineData("?q=%20%E3%80%80%E2%80%8B", "q")]
    [InlineData("?q=庆&limit=0", "limit")]
    [InlineData("?q=庆&limit=101", "limit")]
    public async Task Is_refused_with_400_without_words_or_with_a_wrong_limit(string query, string field)
    {
        var (status, problem) = await api.GetAsync("/api/enterprises" + query);

        status.ShouldBe(400);
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(field);
    }

    [Fact]
    public async Task Is_refused_with_400_for_more_than_a_name_can_have_and_answers_as_much()
    {
        (await api.GetAsync("/api/enterprises?q=" + new string('长', 201))).Status.ShouldBe(400);
        (await api.GetAsync("/api/enterprises?q=" + new string('长', 200))).Status.ShouldBe(200);
        (await api.GetAsync("/api/enterprises?q=" + string.Concat(Enumerable.Repeat("长 ", 200)))).Status.ShouldBe(200);
    }

    /// <summary>The ids that were found, once figures are up to date.</summary>
    private async Task<List<Guid>> FindAsync(string words, bool escape = true) =>
        [.. (await AskAsync(words, escape)).GetProperty("enterprises").EnumerateArray().Select(x => x.GetProperty("id").GetGuid())];

    private async Task<JsonElement> AskAsync(string words, bool escape = true)
    {
        await api.FiguresAreUpToDateAsync();
        var (status, found) = await api.GetAsync($"/api/enterprises?q={(escape ? Uri.EscapeDataString(words) : words)}");
        status.ShouldBe(200, found.ToString());

        return found;
    }

    private static string? Text(JsonElement x, string property) => x.GetProperty(property).GetString();
}
