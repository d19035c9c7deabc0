using System.Text.Json;

namespace Qingyang.Investment.Specs.Service;

public class AskingWhoIsInCharge(Api api)
{
    private readonly string first = Given.Own("杜"), second = Given.Own("何");

    [Fact]
    public async Task Is_from_the_day_on_and_not_the_day_before()
    {
        await AssignAsync(await api.RegisteredAsync(), first, "2024-02-01");

        (await AnswersForAsync("2024-01-31", first)).ShouldBe(0);
        (await AnswersForAsync("2024-02-01", first)).ShouldBe(1);
    }

    [Fact]
    public async Task Ends_before_the_day_on_which_it_ends()
    {
        await AssignAsync(await api.RegisteredAsync(), first, "2024-02-01", ends: "2024-06-01");

        (await AnswersForAsync("2024-05-31", first)).ShouldBe(1);
        (await AnswersForAsync("2024-06-01", first)).ShouldBe(0);
    }

    [Fact]
    public async Task Is_handed_over_by_a_later_start_and_does_not_come_back()
    {
        var enterprise = await api.RegisteredAsync();
        await AssignAsync(enterprise, second, "2024-03-01", ends: "2024-04-01");
        await AssignAsync(enterprise, first, "2024-02-01");

        (await AnswersForAsync("2024-02-29", first, second)).ShouldBe((1, 0));
        (await AnswersForAsync("2024-03-01", first, second)).ShouldBe((0, 1));
        (await AnswersForAsync("2024-04-01", first, second)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Of_two_with_one_start_is_the_one_entered_later()
    {
        var enterprise = await api.RegisteredAsync();
        await AssignAsync(enterprise, first, "2024-02-01");
        await AssignAsync(enterprise, second, "2024-02-01");

        (await AnswersForAsync("2024-02-01", first, second)).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Counts_enterprises_by_task_force_too()
    {
        var taskForce = Given.Own("专班");
        await AssignAsync(await api.RegisteredAsync(), first, "2024-02-01", taskForce: taskForce);
        await AssignAsync(await api.RegisteredAsync(), second, "2024-02-01", taskForce: taskForce);

        Of(await AskAsync("by=taskForce&asOf=2024-02-01"), taskForce).ShouldBe(2);
        Of(await AskAsync("by=official&asOf=2024-02-01"), first).ShouldBe(1);
    }

    [Fact]
    public async Task Adds_up_and_says_the_log_position()
    {
        await AssignAsync(await api.RegisteredAsync(), first, "2024-02-01");

        var answer = await AskAsync("asOf=2024-02-01");

        answer.GetProperty("assigned").GetInt32().ShouldBe(answer.GetProperty("groups").EnumerateArray().Sum(x => x.GetProperty("enterprises").GetInt32()));
        answer.GetProperty("position").GetInt64().ShouldBe((await AskAsync("asOf=1999-01-01")).GetProperty("position").GetInt64());
        answer.GetProperty("position").GetInt64().ShouldBePositive();
    }

    [Theory]
    [InlineData("by", "by=county")]
    [InlineData("asOf", "asOf=today")]
    public async Task Is_refused_with_400_for_a_field(string field, string query)
    {
        var (status, problem) = await api.GetAsync($"/api/assignments?{query}");

        status.ShouldBe(400);
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    private Task<Guid> AssignAsync(Guid enterprise, string leadOfficial, string starts, string? ends = null, string taskForce = "算力工作专班") =>
        api.DoneAsync("/api/assignments", Given.AnAssignment(enterprise, starts, leadOfficial, taskForce, ends));

    private async Task<JsonElement> AskAsync(string query)
    {
        await api.FiguresAreUpToDateAsync();
        var (status, answer) = await api.GetAsync($"/api/assignments?{query}");
        status.ShouldBe(200, answer.ToString());

        return answer;
    }

    private async Task<int> AnswersForAsync(string asOf, string leadOfficial) => Of(await AskAsync($"asOf={asOf}"), leadOfficial);

    private async Task<(int, int)> AnswersForAsync(string asOf, string one, string other) =>
        await AskAsync($"asOf={asOf}") is var answer ? (Of(answer, one), Of(answer, other)) : default;

    private static int Of(JsonElement answer, string key) =>
        answer.GetProperty("groups").EnumerateArray().Where(x => x.GetProperty("key").GetString() == key).Select(x => x.GetProperty("enterprises").GetInt32()).SingleOrDefault();
}
