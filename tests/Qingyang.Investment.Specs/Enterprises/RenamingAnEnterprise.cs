namespace Qingyang.Investment.Specs.Enterprises;

public class RenamingAnEnterprise(Api api)
{
    private const string Path = "/api/renamings";

    [Fact]
    public async Task Answers_201_and_keeps_the_former_name()
    {
        var (former, name) = (Given.AName(), Given.AName());
        var enterprise = await api.RegisteredAsync(former);

        await api.RecordsAsync(Path, new { enterpriseId = enterprise, name }, "enterprise_renamed");

        var (_, told) = await api.GetAsync($"/api/enterprises/{Uri.EscapeDataString(former)}");
        told.GetProperty("name").GetString().ShouldBe(name);
        told.GetProperty("otherNames").EnumerateArray().Select(x => x.GetString()).ShouldBe([former]);
    }

    [Fact]
    public async Task Answers_200_when_that_is_its_name()
    {
        var name = Given.AName();
        var enterprise = await api.RegisteredAsync(name);

        await api.HadThatAlreadyAsync(Path, new { enterpriseId = enterprise, name = name + " " }, enterprise);
    }

    [Fact]
    public async Task Is_refused_with_400_without_a_name() =>
        await api.RefusesFieldAsync(Path, new { enterpriseId = await api.RegisteredAsync(), name = " " }, "name");

    [Fact]
    public Task Is_refused_with_404_for_an_enterprise_that_is_not_there() =>
        api.RefusesAsync(Path, new { enterpriseId = Guid.CreateVersion7(), name = "甲" }, 404);

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster() =>
        await api.RefusesAsync(Path, new { enterpriseId = await api.RegisteredAsync(), name = "甲", seenVersion = 2 }, 412);

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
