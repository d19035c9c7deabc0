using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Lists;

namespace Qingyang.Investment.Specs.Lists;

public class SavingViews(Api api)
{
    private readonly string name = Given.Own("名单");

    [Fact]
    public async Task Keeps_it_in_the_one_way_to_write_it_and_once()
    {
        var (status, view) = await api.PostAsync("/api/views", new { name, query = "?page=3&county=环县&sort=-quiet", shared = false });
        status.ShouldBe(201, view.ToString());
        view.GetProperty("query").GetString().ShouldBe("county=621022&sort=-quiet");
        view.GetProperty("owner").GetString().ShouldBe("王五");

        var again = await api.PostAsync("/api/views", new { name = name + " ", query = "sort=-quiet&county=621022", shared = false });
        var other = await api.PostAsync("/api/views", new { name, query = "county=宁县", shared = false });

        (again.Status, again.Body.ToString()).ShouldBe((200, view.ToString()));
        other.Status.ShouldBe(409);
        other.Body.ShouldBeAProblem(409);
        (await api.GetAsync("/api/views")).Body.EnumerateArray().Count(x => x.GetProperty("name").GetString() == name).ShouldBe(1);
    }

    [Fact]
    public async Task Shows_ones_own_and_what_others_share_and_only_the_owner_drops_it()
    {
        var views = api.Services.GetRequiredService<SavedViews>();
        var stop = TestContext.Current.CancellationToken;
        var (shared, _) = (await views.KeepAsync("赵六", name, "", shared: true, stop))!.Value;
        var (hidden, _) = (await views.KeepAsync("赵六", name + "私", "", shared: false, stop))!.Value;
        var (_, mine) = await api.PostAsync("/api/views", new { name, query = "due=late" });   // the same name, but one's own

        var seen = (await api.GetAsync("/api/views")).Body.EnumerateArray().Select(x => x.GetProperty("id").GetGuid()).ToList();

        seen.ShouldContain(shared.Id);
        seen.ShouldContain(mine.GetProperty("id").GetGuid());
        seen.ShouldNotContain(hidden.Id);
        (await DropAsync(shared.Id)).ShouldBe(403);
        (await DropAsync(hidden.Id)).ShouldBe(404);
        (await DropAsync(mine.GetProperty("id").GetGuid())).ShouldBe(204);
        (await DropAsync(mine.GetProperty("id").GetGuid())).ShouldBe(404);
    }

    [Fact]
    public async Task Kept_ten_times_at_once_is_there_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.PostAsync("/api/views", new { name, query = "due=late" })));

        answers.Select(x => x.Body.ToString()).Distinct().ShouldHaveSingleItem();
        answers.Count(x => x.Status == 201).ShouldBe(1);
        answers.ShouldAllBe(x => x.Status == 201 || x.Status == 200);
    }

    [Theory]
    [InlineData("name", " ", "due=late")]
    [InlineData("name", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "due=late")]
    [InlineData("query", "名单", "due=never")]
    [InlineData("query", "名单", "secret=1")]
    public Task Is_refused_with_400_for_a_field(string field, string given, string query) => api.RefusesFieldAsync("/api/views", new { name = given, query }, field);

    private async Task<int> DropAsync(Guid id)
    {
        using var answer = await api.Client.DeleteAsync(new Uri($"/api/views/{id}", UriKind.Relative), TestContext.Current.CancellationToken);

        return (int)answer.StatusCode;
    }
}
