namespace Qingyang.Investment.Specs.Enterprises;

public class RegisteringAnEnterprise(Api api)
{
    [Fact]
    public async Task Answers_201_and_says_where_it_is()
    {
        var (status, body) = await api.PostAsync("/api/enterprises", Given.AnEnterprise());

        status.ShouldBe(201);
        (await api.GetAsync($"/api/enterprises/{body.GetProperty("enterpriseId").GetGuid()}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Of_one_code_fifty_times_at_once_gives_one_201_and_forty_nine_409()
    {
        var code = Given.ACreditCode();
        var before = await api.EventsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.PostAsync("/api/enterprises", Given.AnEnterprise(code: code))));

        answers.Count(x => x.Status == 201).ShouldBe(1);
        answers.Count(x => x.Status == 409).ShouldBe(49);
        (await api.EventsAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_records_nothing_more()
    {
        var (command, key) = (Given.AnEnterprise(), Guid.CreateVersion7().ToString());
        var first = await api.PostAsync("/api/enterprises", command, key);
        var events = await api.EventsAsync();

        var second = await api.PostAsync("/api/enterprises", command, key);

        second.Status.ShouldBe(201);
        second.Body.GetRawText().ShouldBe(first.Body.GetRawText());
        (await api.EventsAsync()).ShouldBe(events);
    }
}
