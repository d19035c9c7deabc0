using System.Net.Http.Json;
using System.Text.Json;
using Qingyang.Investment.Specs.Ledgers;
using Qingyang.Investment.Web.Pages.Frame;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>Whoever chose English reads English. What they send, what is kept and what others get is as it is for everybody.</summary>
public class AskingInEnglish(Api api)
{
    [Theory]
    [InlineData("GET", "/api/enterprises/nobody", null, "There is no such enterprise. Please check its id, unified social credit code or name.")]
    [InlineData("GET", "/api/funnel?asOf=today", null, "Write dates like 2024-06-30.")]
    [InlineData("GET", "/api/enterprises/list?size=0", null, "size must be a whole number from 1 to 1000.")]
    [InlineData("GET", "/api/nowhere", null, "There is no such address. Please check it.")]
    [InlineData("POST", "/api/contacts", "text/plain", "The body of the request must be JSON (Content-Type: application/json).")]
    [InlineData("POST", "/api/contacts", "application/json", "The body is no JSON that could be read, or something that must be there is missing. Please check it.")]
    public async Task Is_told_what_is_wrong_in_English_and_others_in_Chinese(string method, string path, string? type, string sentence)
    {
        (await DetailAsync(english: true)).ShouldBe(sentence);
        (await DetailAsync(english: false)).ShouldEndWith("。");

        async Task<string?> DetailAsync(bool english)
        {
            using var content = type is null ? null : new StringContent("{", mediaType: new(type));

            return (await SendAsync(api.Client, new HttpMethod(method), path, content, english)).Body.GetProperty("detail").GetString();
        }
    }

    [Fact]
    public async Task Is_told_beside_each_field_in_English()
    {
        using var wrong = JsonContent.Create(new { enterpriseId = Guid.CreateVersion7(), on = "1999-12-31", method = "走访", performedBy = " ", content = "谈" });

        var (status, problem) = await SendAsync(api.Client, HttpMethod.Post, "/api/contacts", wrong);

        status.ShouldBe(400);
        problem.GetProperty("detail").GetString().ShouldBe("Something has to be mended: see the note beside each field.");
        problem.GetProperty("errors").GetProperty("on")[0].GetString().ShouldBe("The day must lie between 2000-01-01 and today. Please check it.");
        problem.GetProperty("errors").GetProperty("performedBy")[0].GetString().ShouldBe("Please fill in who made the contact.");
    }

    [Fact]
    public async Task Writes_as_everybody_does_and_reads_the_history_in_English_while_others_are_told_in_Chinese()
    {
        var enterprise = await api.RegisteredAsync();
        using var contact = JsonContent.Create(Given.AContact(enterprise));

        (await SendAsync(api.Client, HttpMethod.Post, "/api/contacts", contact)).Status.ShouldBe(201);
        var told = (await SendAsync(api.Client, HttpMethod.Get, $"/api/enterprises/{enterprise}")).Body.GetProperty("events")[1];
        told.GetProperty("sentence").GetString().ShouldBe("2024-03-05 Site visit by 李四: 洽谈算力租赁");
        var after = told.GetProperty("position").GetInt64() - 1;

        var fed = (await SendAsync(api.Client, HttpMethod.Get, $"/api/events?after={after}&limit=1&wait=30")).Body.GetProperty("events")[0];

        fed.GetProperty("sentence").GetString().ShouldBe("2024-03-05 李四走访对接：洽谈算力租赁");
    }

    [Fact]
    public async Task Chooses_from_English_words_and_sends_the_Chinese_name()
    {
        using var request = Request(HttpMethod.Get, $"/enterprises/{await api.RegisteredAsync()}/contact", null, english: true);
        using var page = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        html.ShouldContain("value=\"走访\"");
        html.ShouldContain("<span>Site visit</span>");
    }

    [Fact]
    public async Task Is_told_in_English_what_is_no_ledger_and_what_is_kept_of_one_is_in_Chinese()
    {
        await using var store = await Store.StartAsync();
        using var nothing = new ByteArrayContent([1, 2, 3]);
        using var ledger = new ByteArrayContent(DraftLedger.Zip);

        var (_, refused) = await SendAsync(store.Client, HttpMethod.Post, "/api/ledgers?draft=true", nothing);
        var (status, draft) = await SendAsync(store.Client, HttpMethod.Post, "/api/ledgers?draft=true&strict=true", ledger);
        var (_, confirmed) = await SendAsync(store.Client, HttpMethod.Post, $"/api/ledgers/{draft.GetProperty("id").GetString()}/confirmation", content: null);

        refused.GetProperty("detail").GetString().ShouldStartWith("This is neither an xlsx workbook nor a zip. Please upload");
        status.ShouldBe(201);
        draft.GetProperty("rejections").EnumerateArray().Select(x => x.GetProperty("message").GetString()).ShouldAllBe(x => x!.EndsWith('。'));
        confirmed.GetProperty("detail").GetString().ShouldBe("有退回的行，按「全部合格才入账」的要求，这份台账一行也没有入账。改好后请重新提交。");
    }

    private static async Task<(int Status, JsonElement Body)> SendAsync(HttpClient client, HttpMethod method, string path, HttpContent? content = null, bool english = true)
    {
        using var request = Request(method, path, content, english);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content, bool english)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };

        if (english)
        {
            request.Headers.Add("Cookie", $"{Preferences.LanguageCookie}=c%3Den%7Cuic%3Den");
        }

        return request;
    }
}
