namespace Qingyang.Investment.Specs.Corrections;

public class MergingEnterprises(Api api)
{
    private const string Path = "/api/merges", Undoing = "/api/merge-undoings";

    [Fact]
    public async Task Counts_both_as_one_and_as_two_again_when_it_is_undone_with_what_came_meanwhile()
    {
        var (chain, number) = (Given.AChain(), Given.AnAgreementNumber());
        var (one, other) = (await api.RegisteredAsync(chain: chain), await api.RegisteredAsync(chain: chain));
        await api.DoneAsync("/api/contacts", Given.AContact(one));
        await api.DoneAsync("/api/agreements", Given.AnAgreement(other, number));
        (await ListedAsync(chain)).ShouldBe([(one, "contacted", 1), (other, "signed", 0)], ignoreOrder: true);

        await api.DoneAsync(Path, Merge(other, one));
        await api.DoneAsync("/api/contacts", Given.AContact(other, content: "并入之后"));   // still entered about the other
        (await ListedAsync(chain)).ShouldBe([(one, "signed", 2)]);

        await api.DoneAsync(Undoing, new { enterpriseId = other, reason = "是两家" });
        (await ListedAsync(chain)).ShouldBe([(one, "contacted", 1), (other, "signed", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Enters_a_milestone_where_its_agreement_was_and_gives_both_back_when_it_is_undone()
    {
        var (chain, number) = (Given.AChain(), Given.AnAgreementNumber());
        var (one, other, third) = (await api.RegisteredAsync(chain: chain), await api.RegisteredAsync(chain: chain), await api.RegisteredAsync(chain: chain));
        await api.DoneAsync("/api/agreements", Given.AnAgreement(other, number));
        await api.DoneAsync(Path, Merge(other, one));
        await api.DoneAsync(Path, Merge(one, third));

        var (_, done) = await api.PostAsync("/api/milestones", Given.AMilestone(third, number));
        done.GetProperty("enterpriseId").GetGuid().ShouldBe(other);
        (await ListedAsync(chain)).ShouldBe([(third, "landed", 0)]);

        await api.DoneAsync(Undoing, new { enterpriseId = other, reason = "是两家" });
        (await ListedAsync(chain)).ShouldBe([(third, "registered", 0), (other, "landed", 0)], ignoreOrder: true);
        await api.RefusesAsync("/api/milestones", Given.AMilestone(third, number, kind: "投产"), 409);
    }

    [Fact]
    public async Task Finds_the_one_by_the_names_and_codes_of_both_and_tells_both_histories()
    {
        var (name, code) = (Given.AName(), Given.ACreditCode());
        var (one, other) = (await api.RegisteredAsync(), await api.RegisteredAsync(name, code));
        await api.DoneAsync("/api/contacts", Given.AContact(other));
        await api.DoneAsync(Path, Merge(other, one));
        await api.FiguresAreUpToDateAsync();

        foreach (var words in new[] { name, code })
        {
            (await api.GetAsync($"/api/enterprises?q={Uri.EscapeDataString(words)}")).Body.GetProperty("enterprises").EnumerateArray().Select(x => x.GetProperty("id").GetGuid()).ShouldBe([one], words);
        }

        var (_, told) = await api.GetAsync($"/api/enterprises/{one}");
        told.GetProperty("stage").GetString().ShouldBe("contacted");
        told.GetProperty("events").EnumerateArray().Count(x => x.GetProperty("enteredFor").ValueKind != System.Text.Json.JsonValueKind.Null).ShouldBe(3);
        var (_, merged) = await api.GetAsync($"/api/enterprises/{other}");
        (merged.GetProperty("status").GetString(), merged.GetProperty("mergedInto").GetGuid()).ShouldBe(("merged", one));
    }

    [Fact]
    public async Task Is_refused_with_409_into_itself_twice_and_in_a_circle()
    {
        var (one, other, third) = (await api.RegisteredAsync(), await api.RegisteredAsync(), await api.RegisteredAsync());
        await api.DoneAsync(Path, Merge(one, other));
        await api.DoneAsync(Path, Merge(other, third));

        (await api.RefusesAsync(Path, Merge(third, third), 409)).GetProperty("reason").GetString().ShouldBe("merge-itself");
        (await api.RefusesAsync(Path, Merge(third, one), 409)).GetProperty("reason").GetString().ShouldBe("merge-circle");
        (await api.RefusesAsync(Path, Merge(one, third), 409)).GetProperty("reason").GetString().ShouldBe("merged-already");
        await api.HadThatAlreadyAsync(Path, Merge(one, other), one);
        await api.HadThatAlreadyAsync(Undoing, new { enterpriseId = third, reason = "从未合并" }, third);
    }

    [Fact]
    public async Task Never_makes_a_circle_however_many_merge_at_once()
    {
        var ids = new List<Guid>();

        for (var i = 0; i < 4; i++)
        {
            ids.Add(await api.RegisteredAsync());
        }

        var answers = await Task.WhenAll(ids.Select((x, i) => api.PostAsync(Path, Merge(x, ids[(i + 1) % 4]))));

        answers.Count(x => x.Status == 201).ShouldBe(3);
        answers.Count(x => x.Status == 409).ShouldBe(1);
    }

    [Fact]
    public async Task Is_refused_with_404_for_enterprises_that_are_not_there_and_with_400_without_a_reason()
    {
        var one = await api.RegisteredAsync();

        await api.RefusesAsync(Path, Merge(one, Guid.CreateVersion7()), 404);
        await api.RefusesAsync(Path, Merge(Guid.CreateVersion7(), one), 404);
        await api.RefusesFieldAsync(Path, new { enterpriseId = one, intoId = await api.RegisteredAsync(), reason = "" }, "reason");
        await api.RefusesFieldAsync(Undoing, new { enterpriseId = one, reason = "" }, "reason");
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var (one, other, third) = (await api.RegisteredAsync(), await api.RegisteredAsync(), await api.RegisteredAsync());

        await api.KeepsTheKeyAsync(Path, Merge(one, other), Merge(one, third));
        await api.KeepsTheKeyAsync(Undoing, new { enterpriseId = one, reason = "错" }, new { enterpriseId = one, reason = "另" });
    }

    private static object Merge(Guid enterprise, Guid into) => new { enterpriseId = enterprise, intoId = into, reason = "同一家企业" };

    private async Task<List<(Guid, string, int)>> ListedAsync(string chain)
    {
        await api.FiguresAreUpToDateAsync();
        var (_, list) = await api.GetAsync($"/api/enterprises/list?chain={Uri.EscapeDataString(chain)}");

        return [.. list.GetProperty("enterprises").EnumerateArray().Select(x => (x.GetProperty("id").GetGuid(), x.GetProperty("stage").GetString()!, x.GetProperty("contacts").GetInt32()))];
    }
}
