using System.Text.Json;

namespace Qingyang.Investment.Specs.Lists;

public class AssigningMany(Api api)
{
    private const string Preview = "/api/assignments/preview", Bulk = "/api/assignments/bulk";

    private readonly string chain = Given.AChain(), official = Given.Own("何"), other = Given.Own("杜");

    [Fact]
    public async Task Tells_beforehand_what_would_change_for_each_and_records_nothing()
    {
        var ids = await GivenOneOfEachAsync();
        var events = await api.EventsAsync();

        var (status, preview) = await api.PostAsync(Preview, Wanted([.. ids, Guid.CreateVersion7(), ids[0]]));

        status.ShouldBe(200, preview.ToString());
        Each(preview, "effect").ShouldBe(["Begins", "HandsOver", "Again", "Already", "Overtaken", "Unknown"]);
        Each(preview, "official").ShouldBe(["", other, official, official, other, ""]);
        (preview.GetProperty("total").GetInt32(), preview.GetProperty("recorded").GetInt32(), preview.GetProperty("already").GetInt32(), preview.GetProperty("unknown").GetInt32()).ShouldBe((6, 4, 1, 1));
        (await api.EventsAsync()).ShouldBe(events);

        var (_, byList) = await api.PostAsync(Preview, Wanted(ids: null, query: $"chain={Uri.EscapeDataString(chain)}&official={Uri.EscapeDataString(other)}"));
        Each(byList, "id").ShouldBe([ids[1].ToString(), ids[4].ToString()], ignoreOrder: true);
    }

    [Fact]
    public async Task Records_just_what_was_told_and_nothing_twice()
    {
        var (ids, key) = (await GivenOneOfEachAsync(), Given.AKey());
        var (_, preview) = await api.PostAsync(Preview, Wanted(ids));
        var events = await api.EventsAsync();

        var (status, done) = await api.PostAsync(Bulk, Wanted(ids), key);

        status.ShouldBe(200, done.ToString());
        done.GetProperty("recorded").GetInt32().ShouldBe(preview.GetProperty("recorded").GetInt32());
        Each(done, "result").ShouldBe(["recorded", "recorded", "recorded", "already", "recorded"]);
        (await api.EventsAsync()).ShouldBe(events + 4);

        var (_, again) = await api.PostAsync(Bulk, Wanted(ids), key);
        var (_, changed) = await api.PostAsync(Bulk, Wanted(ids, starts: "2024-02-02"), key);

        again.ToString().ShouldBe(done.ToString());
        changed.GetProperty("refused").GetInt32().ShouldBe(4);   // other content under the keys that are used; the one that was so already has used none
        (await api.EventsAsync()).ShouldBe(events + 5);
        await api.FiguresAreUpToDateAsync();
        Each((await api.PostAsync(Preview, Wanted(ids))).Body, "official").ShouldBe([official, official, official, official, other]);
    }

    [Fact]
    public async Task Tells_of_each_that_cannot_be_recorded()
    {
        var (_, done) = await api.PostAsync(Bulk, Wanted([await api.RegisteredAsync(), Guid.CreateVersion7()]), Given.AKey());

        Each(done, "result").ShouldBe(["recorded", "unknown"]);
        Each(done, "sentence").Last().ShouldEndWith("。");
        (done.GetProperty("total").GetInt32(), done.GetProperty("recorded").GetInt32(), done.GetProperty("refused").GetInt32()).ShouldBe((2, 1, 1));
    }

    [Fact]
    public async Task Is_refused_with_400()
    {
        var one = new[] { await api.RegisteredAsync() };

        foreach (var (path, body, key, field) in ((string, object, string?, string)[])[
            (Bulk, Wanted(one), null, "Idempotency-Key"), (Bulk, Wanted(null, "due=late"), "k", "enterpriseIds"), (Bulk, Wanted([]), "k", "enterpriseIds"),
            (Bulk, Wanted([.. Enumerable.Range(0, 2001).Select(_ => Guid.CreateVersion7())]), "k", "enterpriseIds"), (Bulk, Wanted(one, starts: "1999-01-01"), "k", "starts"),
            (Preview, Wanted(one, "due=late"), null, "enterpriseIds"), (Preview, Wanted(null), null, "enterpriseIds"), (Preview, Wanted(null, "due=never"), null, "query"), (Preview, Wanted(one, starts: "2999-01-01"), null, "starts")])
        {
            var events = await api.EventsAsync();
            var (status, problem) = await api.PostAsync(path, body, key);

            status.ShouldBe(400, problem.ToString());
            problem.ShouldBeAProblem(400);
            problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
            (await api.EventsAsync()).ShouldBe(events);
        }
    }

    /// <summary>Nobody in charge; others; the same since another day; just that; others who start later.</summary>
    private async Task<List<Guid>> GivenOneOfEachAsync()
    {
        var ids = new List<Guid>();

        foreach (var (who, starts) in ((string?, string)[])[(null, ""), (other, "2024-01-01"), (official, "2024-01-01"), (official, "2024-02-01"), (other, "2024-03-01")])
        {
            ids.Add(await api.RegisteredAsync(chain: chain));

            if (who is not null)
            {
                await api.DoneAsync("/api/assignments", Given.AnAssignment(ids[^1], starts, who));
            }
        }

        await api.FiguresAreUpToDateAsync();

        return ids;
    }

    private object Wanted(IReadOnlyList<Guid>? ids, string? query = null, string starts = "2024-02-01") =>
        new { enterpriseIds = ids, query, leadOfficial = official, post = "市长", taskForce = "算力工作专班", starts };

    private static List<string> Each(JsonElement answer, string property) => [.. answer.GetProperty("enterprises").EnumerateArray().Select(x => x.GetProperty(property).ToString())];
}
