namespace Qingyang.Investment.Specs.Service;

public class AssigningAServiceTeam(Api api)
{
    private const string Path = "/api/assignments";

    [Fact]
    public async Task Answers_201() => await api.RecordsAsync(Path, Given.AnAssignment(await api.RegisteredAsync(), ends: "2024-02-01"), "service_team_assigned");

    [Fact]
    public async Task Answers_200_when_it_stands_there()
    {
        var enterprise = await api.RegisteredAsync();
        await api.DoneAsync(Path, Given.AnAssignment(enterprise));

        await api.HadThatAlreadyAsync(Path, Given.AnAssignment(enterprise, leadOfficial: "杜 东", ends: "2025-01-01"), enterprise);
    }

    [Theory]
    [InlineData("leadOfficial", "", "算力工作专班", "2024-02-01", null)]
    [InlineData("taskForce", "杜东", "", "2024-02-01", null)]
    [InlineData("starts", "杜东", "算力工作专班", "2999-01-01", null)]
    [InlineData("ends", "杜东", "算力工作专班", "2024-02-01", "2024-01-31")]
    public async Task Is_refused_with_400_for_a_field(string field, string leadOfficial, string taskForce, string starts, string? ends) =>
        await api.RefusesFieldAsync(Path, new { enterpriseId = await api.RegisteredAsync(), leadOfficial, taskForce, starts, ends }, field);

    [Fact]
    public Task Is_refused_with_404_for_an_enterprise_that_is_not_there() => api.RefusesAsync(Path, Given.AnAssignment(Guid.CreateVersion7()), 404);

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster() =>
        await api.RefusesAsync(Path, Given.AnAssignment(await api.RegisteredAsync(), seenVersion: 7), 412);

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var enterprise = await api.RegisteredAsync();

        await api.KeepsTheKeyAsync(Path, Given.AnAssignment(enterprise), Given.AnAssignment(enterprise, starts: "2024-03-01"));
    }

    [Fact]
    public async Task Is_recorded_once_when_sent_ten_times_at_once() =>
        await api.RecordsOneOfTenAtOnceAsync(Path, Given.AnAssignment(await api.RegisteredAsync()));
}
