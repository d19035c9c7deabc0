using System.Text.Json;

namespace Qingyang.Investment.Specs.Corrections;

public class RetractingAnEntry(Api api)
{
    private const string Path = "/api/retractions";

    [Fact]
    public async Task Answers_201_and_counts_no_more_from_there_on()
    {
        var (chain, number) = (Given.AChain(), Given.AnAgreementNumber());
        var enterprise = await api.RegisteredAsync(chain: chain);
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-01-05"));
        var (_, signed) = await api.PostAsync("/api/agreements", Given.AnAgreement(enterprise, number));
        await api.FiguresAreUpToDateAsync();
        var before = await OfChainAsync(chain, "");

        await api.RecordsAsync(Path, Retraction(enterprise, signed), "entry_retracted");

        await api.FiguresAreUpToDateAsync();
        before.ShouldBe((1, 1));
        (await OfChainAsync(chain, "")).ShouldBe((1, 0));
        (await OfChainAsync(chain, $"&knownAt={await PositionOfAsync(enterprise, "agreement_signed")}")).ShouldBe((1, 1));
        (await api.GetAsync($"/api/enterprises/list?chain={Uri.EscapeDataString(chain)}")).Body.GetProperty("enterprises")[0].GetProperty("agreements").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Tells_what_was_retracted_by_which_entry_and_why()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync(Path, Retraction(enterprise, contact));

        var (_, told) = await api.GetAsync($"/api/enterprises/{enterprise}");

        var events = told.GetProperty("events").EnumerateArray().ToList();
        events[1].GetProperty("retractedBy").GetInt64().ShouldBe(events[2].GetProperty("position").GetInt64());
        events[2].GetProperty("reason").GetString().ShouldBe("重复登记");
        events[2].GetProperty("sentence").GetString().ShouldEndWith("原因：重复登记");
        events.Select(x => x.GetProperty("after").GetProperty("stage").GetString()).ShouldBe(["registered", "contacted", "registered"]);
        told.GetProperty("stage").GetString().ShouldBe("registered");
    }

    [Fact]
    public async Task Frees_an_agreement_number_a_code_and_a_name_for_others()
    {
        var (number, code, name) = (Given.AnAgreementNumber(), Given.ACreditCode(), Given.AName());
        var enterprise = await api.RegisteredAsync(name, code);
        var (_, signed) = await api.PostAsync("/api/agreements", Given.AnAgreement(enterprise, number));
        await api.DoneAsync(Path, Retraction(enterprise, signed));
        await api.DoneAsync(Path, new { enterpriseId = enterprise, entryId = await EntryAsync(enterprise, "enterprise_registered"), reason = "登记错了" });

        var other = await api.RegisteredAsync(name, code);

        await api.DoneAsync("/api/agreements", Given.AnAgreement(other, number));
        (await api.GetAsync($"/api/enterprises/{code}")).Body.GetProperty("id").GetGuid().ShouldBe(other);
        (await api.GetAsync($"/api/enterprises/{enterprise}")).Body.GetProperty("status").GetString().ShouldBe("withdrawn");
        await api.RefusesAsync("/api/contacts", Given.AContact(enterprise), 404);
    }

    [Fact]
    public async Task Lets_the_same_fact_be_entered_again()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync(Path, Retraction(enterprise, contact));

        await api.RecordsAsync("/api/contacts", Given.AContact(enterprise), "contact_logged");
    }

    [Fact]
    public async Task Answers_200_when_it_was_retracted_before()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync(Path, Retraction(enterprise, contact));

        await api.HadThatAlreadyAsync(Path, Retraction(enterprise, contact), enterprise);
    }

    [Fact]
    public async Task Is_refused_with_400_without_a_reason()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));

        await api.RefusesFieldAsync(Path, new { enterpriseId = enterprise, entryId = contact.GetProperty("entryId"), reason = " " }, "reason");
    }

    [Fact]
    public async Task Is_refused_with_404_for_an_entry_of_somebody_else_and_for_a_retraction()
    {
        var (enterprise, other) = (await api.RegisteredAsync(), await api.RegisteredAsync());
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(other));
        var (_, retraction) = await api.PostAsync(Path, Retraction(other, contact));

        await api.RefusesAsync(Path, Retraction(enterprise, contact), 404);
        await api.RefusesAsync(Path, Retraction(other, retraction), 404);
        await api.RefusesAsync(Path, Retraction(Guid.CreateVersion7(), contact), 404);
    }

    [Fact]
    public async Task Is_refused_with_409_while_something_hangs_on_it()
    {
        var number = Given.AnAgreementNumber();
        var enterprise = await api.RegisteredAsync();
        var (_, signed) = await api.PostAsync("/api/agreements", Given.AnAgreement(enterprise, number));
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));

        (await api.RefusesAsync(Path, Retraction(enterprise, signed), 409)).GetProperty("reason").GetString().ShouldBe("milestones-depend");
        (await api.RefusesAsync(Path, new { enterpriseId = enterprise, entryId = await EntryAsync(enterprise, "enterprise_registered"), reason = "错" }, 409)).GetProperty("reason").GetString().ShouldBe("entries-depend");
    }

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));

        await api.RefusesAsync(Path, new { enterpriseId = enterprise, entryId = contact.GetProperty("entryId"), reason = "错", seenVersion = 1 }, 412);
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));

        await api.KeepsTheKeyAsync(Path, Retraction(enterprise, contact), new { enterpriseId = enterprise, entryId = contact.GetProperty("entryId"), reason = "别的原因" });
    }

    private static object Retraction(Guid enterprise, JsonElement recorded) => new { enterpriseId = enterprise, entryId = recorded.GetProperty("entryId"), reason = "重复登记" };

    private async Task<Guid> EntryAsync(Guid enterprise, string type) => (await EventAsync(enterprise, type)).GetProperty("id").GetGuid();

    private async Task<long> PositionOfAsync(Guid enterprise, string type) => (await EventAsync(enterprise, type)).GetProperty("position").GetInt64();

    private async Task<JsonElement> EventAsync(Guid enterprise, string type) =>
        (await api.GetAsync($"/api/enterprises/{enterprise}")).Body.GetProperty("events").EnumerateArray().Last(x => x.GetProperty("type").GetString() == type);

    private async Task<(int Contacted, int Signed)> OfChainAsync(string chain, string query)
    {
        var (_, answer) = await api.GetAsync($"/api/funnel?groupBy=chain{query}");
        var group = answer.GetProperty("groups").EnumerateArray().Single(x => x.GetProperty("key").GetString() == chain);

        return (group.GetProperty("contacted").GetInt32(), group.GetProperty("signed").GetInt32());
    }
}
