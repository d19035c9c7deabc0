namespace Qingyang.Investment.Specs.Enterprises;

public class NotingAnotherName(Api api)
{
    private const string Path = "/api/other-names";

    [Fact]
    public async Task Answers_201_and_it_is_found_under_it()
    {
        var (other, enterprise) = (Given.AName(), await api.RegisteredAsync());

        await api.RecordsAsync(Path, new { enterpriseId = enterprise, name = other }, "other_name_noted");

        (await api.GetAsync($"/api/enterprises/{Uri.EscapeDataString(other)}")).Body.GetProperty("id").GetGuid().ShouldBe(enterprise);
    }

    [Fact]
    public async Task Answers_200_when_it_goes_by_that_name()
    {
        var name = Given.AName();
        var enterprise = await api.RegisteredAsync(name);

        await api.HadThatAlreadyAsync(Path, new { enterpriseId = enterprise, name }, enterprise);
    }

    [Fact]
    public async Task Is_refused_with_400_without_a_name() =>
        await api.RefusesFieldAsync(Path, new { enterpriseId = await api.RegisteredAsync() }, "name");

    [Fact]
    public Task Is_refused_with_404_for_an_enterprise_that_is_not_there() =>
        api.RefusesAsync(Path, new { enterpriseId = Guid.CreateVersion7(), name = "甲" }, 404);

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster() =>
        await api.RefusesAsync(Path, new { enterpriseId = await api.RegisteredAsync(), name = "甲", seenVersion = 0 }, 412);

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var enterprise = await api.RegisteredAsync();

        await api.KeepsTheKeyAsync(Path, new { enterpriseId = enterprise, name = Given.AName() }, new { enterpriseId = enterprise, name = Given.AName() });
    }

    [Fact]
    public async Task Is_recorded_once_when_sent_ten_times_at_once() =>
        await api.RecordsOneOfTenAtOnceAsync(Path, new { enterpriseId = await api.RegisteredAsync(), name = Given.AName() });
}
