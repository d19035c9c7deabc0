namespace Qingyang.Investment.Specs.Milestones;

public class ReachingAMilestone(Api api)
{
    private const string Path = "/api/milestones";

    [Fact]
    public async Task Answers_201()
    {
        var number = Given.AnAgreementNumber();

        await api.RecordsAsync(Path, Given.AMilestone(await api.SignedAsync(number), number.ToLowerInvariant()), "milestone_reached");
    }

    [Fact]
    public async Task Answers_200_when_that_agreement_has_reached_it()
    {
        var number = Given.AnAgreementNumber();
        var enterprise = await api.SignedAsync(number);
        await api.DoneAsync(Path, Given.AMilestone(enterprise, number));

        await api.HadThatAlreadyAsync(Path, Given.AMilestone(enterprise, number, on: "2024-12-01"), enterprise);
    }

    [Theory]
    [InlineData("agreementNumber", " ", "开工", "2024-03-05")]
    [InlineData("kind", "甲1", "封顶", "2024-03-05")]
    [InlineData("on", "甲1", "开工", "1999-12-31")]
    public async Task Is_refused_with_400_for_a_field(string field, string agreementNumber, string kind, string on) =>
        await api.RefusesFieldAsync(Path, new { enterpriseId = await api.RegisteredAsync(), agreementNumber, kind, on }, field);

    [Fact]
    public Task Is_refused_with_404_for_an_enterprise_that_is_not_there() =>
        api.RefusesAsync(Path, Given.AMilestone(Guid.CreateVersion7(), Given.AnAgreementNumber()), 404);

    [Fact]
    public async Task Is_refused_with_409_for_an_agreement_of_another_enterprise()
    {
        var number = Given.AnAgreementNumber();
        await api.SignedAsync(number);

        var problem = await api.RefusesAsync(Path, Given.AMilestone(await api.SignedAsync(Given.AnAgreementNumber()), number), 409);

        problem.GetProperty("reason").GetString().ShouldBe("unknown-agreement");
        problem.GetProperty("detail").GetString()!.ShouldContain(number);
    }

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster()
    {
        var number = Given.AnAgreementNumber();

        await api.RefusesAsync(Path, Given.AMilestone(await api.SignedAsync(number), number, seenVersion: 1), 412);
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var number = Given.AnAgreementNumber();
        var enterprise = await api.SignedAsync(number);

        await api.KeepsTheKeyAsync(Path, Given.AMilestone(enterprise, number), Given.AMilestone(enterprise, number, kind: "投产"));
    }

    [Fact]
    public async Task Is_recorded_once_when_sent_ten_times_at_once()
    {
        var number = Given.AnAgreementNumber();

        await api.RecordsOneOfTenAtOnceAsync(Path, Given.AMilestone(await api.SignedAsync(number), number));
    }
}
