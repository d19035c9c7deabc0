namespace Qingyang.Investment.Specs.Agreements;

public class SigningAnAgreement(Api api)
{
    private const string Path = "/api/agreements";

    [Fact]
    public async Task Answers_201() => await api.RecordsAsync(Path, Given.AnAgreement(await api.RegisteredAsync(), Given.AnAgreementNumber()), "agreement_signed");

    [Fact]
    public async Task Answers_200_when_the_enterprise_has_that_number()
    {
        var number = Given.AnAgreementNumber();
        var enterprise = await api.SignedAsync(number);

        await api.HadThatAlreadyAsync(Path, Given.AnAgreement(enterprise, $" {number.ToLowerInvariant()} ", on: "2024-09-09"), enterprise);
    }

    [Theory]
    [InlineData("number", "", "框架协议", 1, "2024-03-05")]
    [InlineData("kind", "甲1", "意向书", 1, "2024-03-05")]
    [InlineData("amount", "甲1", "框架协议", 0, "2024-03-05")]
    [InlineData("on", "甲1", "框架协议", 1, "2999-01-01")]
    public async Task Is_refused_with_400_for_a_field(string field, string number, string kind, int amount, string on) =>
        await api.RefusesFieldAsync(Path, new { enterpriseId = await api.RegisteredAsync(), number, kind, amount, on }, field);

    [Fact]
    public Task Is_refused_with_404_for_an_enterprise_that_is_not_there() =>
        api.RefusesAsync(Path, Given.AnAgreement(Guid.CreateVersion7(), Given.AnAgreementNumber()), 404);

    [Fact]
    public async Task Is_refused_with_409_for_a_number_of_another_enterprise()
    {
        var number = Given.AnAgreementNumber();
        await api.SignedAsync(number);

        var problem = await api.RefusesAsync(Path, Given.AnAgreement(await api.RegisteredAsync(), number), 409);

        problem.GetProperty("reason").GetString().ShouldBe("agreement-conflict");
        problem.GetProperty("detail").GetString()!.ShouldContain(number);
    }

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster() =>
        await api.RefusesAsync(Path, Given.AnAgreement(await api.RegisteredAsync(), Given.AnAgreementNumber(), seenVersion: 3), 412);

    [Fact]
    public async Task Of_one_number_by_fifty_enterprises_at_once_gives_one_201_and_forty_nine_409()
    {
        var (number, enterprises) = (Given.AnAgreementNumber(), await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.RegisteredAsync())));
        var before = await api.EventsAsync();

        var answers = await Task.WhenAll(enterprises.Select(x => api.PostAsync(Path, Given.AnAgreement(x, number))));

        answers.Count(x => x.Status == 201).ShouldBe(1);
        answers.Count(x => x.Status == 409).ShouldBe(49);
        (await api.EventsAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var enterprise = await api.RegisteredAsync();

        await api.KeepsTheKeyAsync(Path, Given.AnAgreement(enterprise, Given.AnAgreementNumber()), Given.AnAgreement(enterprise, Given.AnAgreementNumber()));
    }

    [Fact]
    public async Task Is_recorded_once_when_sent_ten_times_at_once() =>
        await api.RecordsOneOfTenAtOnceAsync(Path, Given.AnAgreement(await api.RegisteredAsync(), Given.AnAgreementNumber()));
}
