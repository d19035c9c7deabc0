using System.Text;
using System.Text.Json;

namespace Qingyang.Investment.Specs.Audit;

public class TellingAHistory(Api api)
{
    private static readonly string[] Marks = ["stage", "contactedOn", "signedOn", "landedOn"];

    [Fact]
    public async Task Finds_the_enterprise_by_id_code_full_width_code_name_spelling_and_other_name()
    {
        var (name, other, code) = (Given.AName(), Given.AName(), Given.ACreditCode());
        var enterprise = await api.RegisteredAsync(name, code);
        await api.DoneAsync("/api/other-names", new { enterpriseId = enterprise, name = other });
        var fullWidth = string.Concat(code.Select(x => (char)(x + 0xFEE0)));
        fullWidth.Normalize(NormalizationForm.FormKC).ShouldBe(code);

        foreach (var words in new[] { enterprise.ToString(), code, code.ToLowerInvariant(), fullWidth, name, name.Replace("有限公司", " 有限责任公司", StringComparison.Ordinal), other })
        {
            (await TellAsync(words)).GetProperty("id").GetGuid().ShouldBe(enterprise, words);
        }
    }

    [Fact]
    public async Task Tells_everything_in_order_who_recorded_it_and_from_where()
    {
        var number = Given.AnAgreementNumber();
        var enterprise = await api.SignedAsync(number);
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync("/api/assignments", Given.AnAssignment(enterprise));

        var told = await TellAsync(enterprise.ToString());

        var events = told.GetProperty("events").EnumerateArray().ToList();
        events.Select(x => x.GetProperty("type").GetString())
            .ShouldBe(["enterprise_registered", "agreement_signed", "milestone_reached", "contact_logged", "service_team_assigned"]);
        events.Select(x => x.GetProperty("position").GetInt64()).ShouldBeInOrder();
        events.ShouldAllBe(x => x.GetProperty("recordedBy").GetString() == "王五" && x.GetProperty("source").GetString() == "api");
        events[1].GetProperty("sentence").GetString().ShouldBe($"2024-05-06 签订框架协议 {number}，项目：算力中心，投资额 1,200.5 万元");
        events[3].GetProperty("fact").GetProperty("on").GetString().ShouldBe("2024-03-05");
        told.GetProperty("version").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task Tells_how_far_it_got_by_the_same_fold_as_the_funnel()
    {
        var number = Given.AnAgreementNumber();
        var enterprise = await api.SignedAsync(number, on: "2024-05-06");
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-03-05"));

        var signed = await TellAsync(enterprise.ToString());
        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number, on: "2024-04-01"));
        var landed = await TellAsync(enterprise.ToString());

        Stages(signed).ShouldBe(["signed", "2024-03-05", "2024-05-06", null]);
        Stages(landed).ShouldBe(["landed", "2024-03-05", "2024-04-01", "2024-04-01"]);
    }

    [Fact]
    public async Task Of_an_enterprise_that_is_only_in_the_books_knows_no_days() =>
        Stages(await TellAsync((await api.RegisteredAsync()).ToString())).ShouldBe(["registered", null, null, null]);

    [Theory]
    [InlineData("没有这样的企业")]
    [InlineData("91350100M000100Y43")]
    [InlineData("9135O100M000100Y43")]
    [InlineData("018f3b7e-0000-7000-8000-000000000000")]
    public async Task Of_an_enterprise_that_is_not_there_is_refused_with_404(string words)
    {
        var (status, problem) = await api.GetAsync($"/api/enterprises/{Uri.EscapeDataString(words)}");

        status.ShouldBe(404);
        problem.ShouldBeAProblem(404);
    }

    [Fact]
    public async Task Of_a_name_that_two_enterprises_have_is_refused_with_409()
    {
        var (name, code) = (Given.AName(), Given.ACreditCode());
        await api.RegisteredAsync(name);
        var second = await api.RegisteredAsync(name, code);

        var (status, problem) = await api.GetAsync($"/api/enterprises/{Uri.EscapeDataString(name)}");

        status.ShouldBe(409);
        problem.ShouldBeAProblem(409);
        (await TellAsync(code)).GetProperty("id").GetGuid().ShouldBe(second);
    }

    private async Task<JsonElement> TellAsync(string words)
    {
        var (status, told) = await api.GetAsync($"/api/enterprises/{Uri.EscapeDataString(words)}");
        status.ShouldBe(200, words);

        return told;
    }

    private static string?[] Stages(JsonElement told) => [.. Marks.Select(x => told.GetProperty(x).GetString())];
}
