using System.Text.Json;

namespace Qingyang.Investment.Specs.Corrections;

public class CorrectingAnEntry(Api api)
{
    private const string Path = "/api/corrections";

    [Fact]
    public async Task Retracts_and_enters_anew_under_one_correlation_with_the_reason()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise, on: "2024-03-05"));

        await api.DoneAsync(Path, Correction(enterprise, contact, new { contact = Given.AContact(enterprise, on: "2024-03-06") }));

        var (_, told) = await api.GetAsync($"/api/enterprises/{enterprise}");
        var events = told.GetProperty("events").EnumerateArray().Skip(1).ToList();
        events.Select(x => x.GetProperty("type").GetString()).ShouldBe(["contact_logged", "entry_retracted", "contact_logged"]);
        events.Skip(1).Select(x => x.GetProperty("reason").GetString()).ShouldBe(["日期录错", "日期录错"]);
        told.GetProperty("contactedOn").GetString().ShouldBe("2024-03-06");
        (await api.RowsAsync($"select count(distinct correlation_id)::text from investment.mt_events where headers ? 'corrects' and stream_id = '{enterprise}'")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Of_a_registration_changes_county_name_and_code_and_keeps_everything_else()
    {
        var (chain, name, code) = (Given.AChain(), Given.AName(), Given.ACreditCode());
        var enterprise = await api.RegisteredAsync(chain: chain, county: "环县");
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
        var registered = (await api.GetAsync($"/api/enterprises/{enterprise}")).Body.GetProperty("events")[0];
        await api.FiguresAreUpToDateAsync();
        var then = registered.GetProperty("position").GetInt64() + 1;

        await api.DoneAsync(Path, new { enterpriseId = enterprise, entryId = registered.GetProperty("id"), reason = "改派县区", registration = Given.AnEnterprise(name, code, "西峰区", chain) });

        await api.FiguresAreUpToDateAsync();
        var (_, told) = await api.GetAsync($"/api/enterprises/{code}");
        (told.GetProperty("name").GetString(), told.GetProperty("county").GetString(), told.GetProperty("stage").GetString()).ShouldBe((name, "西峰区", "contacted"));
        (await CountyAsync(chain, "")).ShouldBe("西峰区");
        (await CountyAsync(chain, $"&knownAt={then}")).ShouldBe("环县");
        await api.HadThatAlreadyAsync("/api/contacts", Given.AContact(enterprise), enterprise);
    }

    [Fact]
    public async Task Of_an_agreement_that_milestones_hang_on_keeps_its_number()
    {
        var (number, other) = (Given.AnAgreementNumber(), Given.AnAgreementNumber());
        var enterprise = await api.RegisteredAsync();
        var (_, signed) = await api.PostAsync("/api/agreements", Given.AnAgreement(enterprise, number));
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));

        (await api.RefusesAsync(Path, Correction(enterprise, signed, new { agreement = Given.AnAgreement(enterprise, other) }), 409)).GetProperty("reason").GetString().ShouldBe("milestones-depend");
        await api.DoneAsync(Path, Correction(enterprise, signed, new { agreement = Given.AnAgreement(enterprise, number, on: "2024-05-07") }));

        (await api.GetAsync($"/api/enterprises/{enterprise}")).Body.GetProperty("signedOn").GetString().ShouldBe("2024-05-07");
    }

    [Fact]
    public async Task Is_refused_with_400_without_exactly_one_thing_that_is_right_and_where_that_is_not_well_formed()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));

        await api.RefusesFieldAsync(Path, Correction(enterprise, contact, new { }), "entryId");
        await api.RefusesFieldAsync(Path, Correction(enterprise, contact, new { contact = Given.AContact(enterprise, content: "x"), renaming = new { enterpriseId = enterprise, name = "甲" } }), "entryId");
        await api.RefusesAsync(Path, Correction(enterprise, contact, new { contact = Given.AContact(enterprise, content: " ") }), 400);
    }

    [Fact]
    public async Task Is_refused_with_409_by_another_kind_and_by_what_stands_there_already()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, content: "另一次"));

        (await api.RefusesAsync(Path, Correction(enterprise, contact, new { assignment = Given.AnAssignment(enterprise) }), 409)).GetProperty("reason").GetString().ShouldBe("other-kind");
        (await api.RefusesAsync(Path, Correction(enterprise, contact, new { contact = Given.AContact(enterprise, content: "另一次") }), 409)).GetProperty("reason").GetString().ShouldBe("said-already");
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var enterprise = await api.RegisteredAsync();
        var (_, contact) = await api.PostAsync("/api/contacts", Given.AContact(enterprise));

        await api.KeepsTheKeyAsync(
            Path, Correction(enterprise, contact, new { contact = Given.AContact(enterprise, content: "改后") }), Correction(enterprise, contact, new { contact = Given.AContact(enterprise, content: "再改") }));
    }

    private static Dictionary<string, object?> Correction(Guid enterprise, JsonElement recorded, object right)
    {
        var body = new Dictionary<string, object?> { ["enterpriseId"] = enterprise, ["entryId"] = recorded.GetProperty("entryId").GetGuid(), ["reason"] = "日期录错" };

        foreach (var property in right.GetType().GetProperties())
        {
            body[property.Name] = property.GetValue(right);
        }

        return body;
    }

    private async Task<string> CountyAsync(string chain, string query) =>
        (await api.GetAsync($"/api/funnel/enterprises?stage=contacted&chain={Uri.EscapeDataString(chain)}{query}")).Body.GetProperty("enterprises")[0].GetProperty("county").GetString()!;
}
