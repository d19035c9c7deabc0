namespace Qingyang.Investment.Specs.Enterprises;

public class GivingACreditCode(Api api)
{
    private const string Path = "/api/credit-codes";

    [Fact]
    public async Task Answers_201_and_it_is_found_by_it()
    {
        var (code, enterprise) = (Given.ACreditCode(), await api.RegisteredWithoutCodeAsync());

        await api.RecordsAsync(Path, new { enterpriseId = enterprise, creditCode = code }, "credit_code_given");

        (await api.GetAsync($"/api/enterprises/{code}")).Body.GetProperty("id").GetGuid().ShouldBe(enterprise);
    }

    [Fact]
    public async Task Answers_200_when_it_has_that_code()
    {
        var code = Given.ACreditCode();
        var enterprise = await api.RegisteredAsync(code: code);

        await api.HadThatAlreadyAsync(Path, new { enterpriseId = enterprise, creditCode = $" {code} ".ToLowerInvariant() }, enterprise);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9135O100M000100Y43")]
    public async Task Is_refused_with_400_without_a_code_that_holds(string creditCode) =>
        await api.RefusesFieldAsync(Path, new { enterpriseId = await api.RegisteredWithoutCodeAsync(), creditCode }, "creditCode");

    [Fact]
    public Task Is_refused_with_404_for_an_enterprise_that_is_not_there() =>
        api.RefusesAsync(Path, new { enterpriseId = Guid.CreateVersion7(), creditCode = Given.ACreditCode() }, 404);

    [Fact]
    public async Task Is_refused_with_409_when_it_has_another()
    {
        var problem = await api.RefusesAsync(Path, new { enterpriseId = await api.RegisteredAsync(), creditCode = Given.ACreditCode() }, 409);

        problem.GetProperty("reason").GetString().ShouldBe("credit-code-given");
    }

    [Fact]
    public async Task Is_refused_with_409_when_another_enterprise_has_it()
    {
        var code = Given.ACreditCode();
        await api.RegisteredAsync(code: code);

        var problem = await api.RefusesAsync(Path, new { enterpriseId = await api.RegisteredWithoutCodeAsync(), creditCode = code }, 409);

        problem.GetProperty("reason").GetString().ShouldBe("credit-code-taken");
    }

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster() =>
        await api.RefusesAsync(Path, new { enterpriseId = await api.RegisteredWithoutCodeAsync(), creditCode = Given.ACreditCode(), seenVersion = 5 }, 412);

    [Fact]
    public async Task Of_one_code_to_ten_enterprises_at_once_gives_one_201_and_nine_409()
    {
        var (code, enterprises) = (Given.ACreditCode(), await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.RegisteredWithoutCodeAsync())));
        var before = await api.EventsAsync();

        var answers = await Task.WhenAll(enterprises.Select(x => api.PostAsync(Path, new { enterpriseId = x, creditCode = code })));

        answers.Count(x => x.Status == 201).ShouldBe(1);
        answers.Count(x => x.Status == 409).ShouldBe(9);
        (await api.EventsAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var enterprise = await api.RegisteredWithoutCodeAsync();

        await api.KeepsTheKeyAsync(Path, new { enterpriseId = enterprise, creditCode = Given.ACreditCode() }, new { enterpriseId = enterprise, creditCode = Given.ACreditCode() });
    }

    [Fact]
    public async Task Is_recorded_once_when_sent_ten_times_at_once() =>
        await api.RecordsOneOfTenAtOnceAsync(Path, new { enterpriseId = await api.RegisteredWithoutCodeAsync(), creditCode = Given.ACreditCode() });
}
