namespace Qingyang.Investment.Specs.Enterprises;

public class RegisteringAnEnterprise(Api api)
{
    private const string Path = "/api/enterprises";

    [Fact]
    public Task Answers_201_and_says_where_it_is() => api.RecordsAsync(Path, Given.AnEnterprise(), "enterprise_registered");

    [Theory]
    [InlineData("name", "", "9162", "环县", "其他", "其他")]
    [InlineData("creditCode", "甲", "9135O100M000100Y43", "环县", "其他", "其他")]
    [InlineData("county", "甲", "", "庆阳县", "其他", "其他")]
    [InlineData("chain", "甲", "", "环县", " ", "其他")]
    [InlineData("source", "甲", "", "环县", "其他", "")]
    public Task Is_refused_with_400_for_a_field(string field, string name, string creditCode, string county, string chain, string source) =>
        api.RefusesFieldAsync(Path, new { name, creditCode = field == "name" ? "" : creditCode, county, chain, source }, field);

    [Fact]
    public async Task Is_refused_with_409_for_a_code_in_the_books()
    {
        var (code, name) = (Given.ACreditCode(), Given.AName());
        await api.RegisteredAsync(name, code);

        var problem = await api.RefusesAsync(Path, Given.AnEnterprise(code: code), 409);

        problem.GetProperty("reason").GetString().ShouldBe("credit-code-taken");
        problem.GetProperty("detail").GetString()!.ShouldContain(name);
    }

    [Fact]
    public async Task Is_refused_with_409_for_a_name_in_the_books_when_no_code_tells_them_apart()
    {
        var name = Given.AName();
        await api.RegisteredAsync(name);

        var problem = await api.RefusesAsync(Path, new { name = name.Replace("有限公司", " 有限责任公司", StringComparison.Ordinal), county = "环县", chain = "其他", source = "其他" }, 409);

        problem.GetProperty("reason").GetString().ShouldBe("name-taken");
    }

    [Fact]
    public async Task With_spaces_for_a_code_is_registering_without_one()
    {
        var enterprise = await api.DoneAsync(Path, Given.AnEnterprise(code: "  "));
        var another = await api.DoneAsync(Path, Given.AnEnterprise(code: "　"));

        another.ShouldNotBe(enterprise);
        (await api.GetAsync($"/api/enterprises/{enterprise}")).Body.GetProperty("creditCode").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Of_one_code_fifty_times_at_once_gives_one_201_and_forty_nine_409()
    {
        var code = Given.ACreditCode();
        var before = await api.EventsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.PostAsync(Path, Given.AnEnterprise(code: code))));

        answers.Count(x => x.Status == 201).ShouldBe(1);
        answers.Count(x => x.Status == 409).ShouldBe(49);
        (await api.EventsAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Of_one_name_without_code_ten_times_at_once_gives_one_201_and_nine_409()
    {
        var name = Given.AName();
        var before = await api.EventsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.PostAsync(Path, new { name, county = "环县", chain = "其他", source = "其他" })));

        answers.Count(x => x.Status == 201).ShouldBe(1);
        answers.Count(x => x.Status == 409).ShouldBe(9);
        (await api.EventsAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public Task Answers_the_same_under_the_same_key_and_refuses_others_under_it() =>
        api.KeepsTheKeyAsync(Path, Given.AnEnterprise(), Given.AnEnterprise());

    [Fact]
    public Task Is_recorded_once_when_sent_ten_times_at_once() => api.RecordsOneOfTenAtOnceAsync(Path, Given.AnEnterprise());
}
