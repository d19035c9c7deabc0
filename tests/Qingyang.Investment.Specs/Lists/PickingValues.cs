using System.Text.Json;

namespace Qingyang.Investment.Specs.Lists;

public class PickingValues(Api api)
{
    [Fact]
    public async Task Tells_what_stands_in_the_books_and_how_often()
    {
        var (chain, source, performer, official, taskForce) = (Given.AChain(), Given.Own("来源"), Given.Own("李"), Given.Own("杜"), Given.Own("专班"));
        var first = await api.RegisteredAsync(chain: chain, source: source, origin: source + "市");
        await ContactAsync(first, performer);
        await api.DoneAsync("/api/assignments", Given.AnAssignment(first, leadOfficial: official, taskForce: taskForce));
        await AskAsync();   // what comes now is counted on from here

        var second = await api.RegisteredAsync(chain: chain, source: source);
        await ContactAsync(second, performer);
        await ContactAsync(second, performer, "又谈");
        await api.DoneAsync("/api/assignments", new { enterpriseId = second, leadOfficial = official, post = "市长", taskForce, starts = "2024-02-01" });
        var values = await AskAsync();

        (Times("chains", chain), Times("sources", source), Times("origins", source + "市"), Times("taskForces", taskForce), Times("performers", performer)).ShouldBe((2, 2, 1, 2, 3));
        var told = values.GetProperty("officials").EnumerateArray().Single(x => x.GetProperty("value").GetString() == official);
        (told.GetProperty("times").GetInt32(), told.GetProperty("post").GetString()).ShouldBe((2, "市长"));
        (await AskAsync()).ToString().ShouldBe(values.ToString());
        var times = values.GetProperty("performers").EnumerateArray().Select(x => x.GetProperty("times").GetInt32()).ToList();
        times.ShouldBe(times.OrderByDescending(x => x));

        int Times(string list, string value) => values.GetProperty(list).EnumerateArray().Single(x => x.GetProperty("value").GetString() == value).GetProperty("times").GetInt32();
    }

    private Task<Guid> ContactAsync(Guid enterpriseId, string performedBy, string content = "谈") =>
        api.DoneAsync("/api/contacts", new { enterpriseId, on = "2024-03-05", method = "电话", performedBy, content });

    private async Task<JsonElement> AskAsync()
    {
        await api.FiguresAreUpToDateAsync();
        var (status, values) = await api.GetAsync("/api/values");
        status.ShouldBe(200, values.ToString());

        return values;
    }
}
