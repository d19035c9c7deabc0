using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Webhooks;

public class TellingAReceiver(Api api)
{
    private const string Path = "/api/webhooks";

    [Fact]
    public async Task Sends_each_event_once_in_order_signed_under_its_id_as_the_feed_tells_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var (id, secret) = await AddAsync(receiver.Url);
        var enterprise = await api.SignedAsync(Given.AnAgreementNumber());
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise));

        var got = await receiver.TookAsync(3);

        got.Select(x => x.Json.GetProperty("type").GetString()).ShouldBe(["enterprise_registered", "agreement_signed", "contact_logged"]);
        got.ShouldAllBe(x => x.IsSignedWith(secret));
        got.ShouldAllBe(x => !x.IsSignedWith("whsec_" + Convert.ToBase64String(new byte[32])));
        got.ShouldAllBe(x => Math.Abs(long.Parse(x.Timestamp, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()) < 60);
        got.ShouldAllBe(x => x.Id == x.Json.GetProperty("id").GetString());
        var (_, page) = await api.GetAsync($"/api/events?after={got[0].Json.GetProperty("position").GetInt64() - 1}&limit=3");
        got.Select(x => x.Json.GetRawText()).ShouldBe(page.GetProperty("events").EnumerateArray().Select(x => x.GetRawText()));
        await UntilAsync(id, x => x.GetProperty("behind").GetInt64() == 0);
        await RemoveAsync(id);
    }

    [Fact]
    public async Task Tries_again_until_it_is_taken_and_tells_how_it_fares()
    {
        await using var receiver = await Receiver.StartAsync();
        var tries = new List<string>();
        receiver.Answer = (got, _) =>
        {
            tries.Add(got.Id);

            return Task.FromResult(tries.Count switch { 1 => 500, 2 => 302, _ => 200 });
        };
        var (id, _) = await AddAsync(receiver.Url);
        await api.RegisteredAsync();
        await api.RegisteredAsync();

        var failing = await UntilAsync(id, x => x.GetProperty("failures").GetInt32() == 1);
        failing.GetProperty("lastError").GetString().ShouldBe("接收方回答 500，没有收下。");
        failing.GetProperty("nextTry").GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(10));
        failing.GetProperty("behind").GetInt64().ShouldBeGreaterThanOrEqualTo(1);

        var got = await receiver.TookAsync(2);

        tries.ShouldBe([got[0].Id, got[0].Id, got[0].Id, got[1].Id]);
        var well = await UntilAsync(id, x => x.GetProperty("behind").GetInt64() == 0);
        (well.GetProperty("failures").GetInt32(), well.GetProperty("lastError").GetString()).ShouldBe((0, null));
        await RemoveAsync(id);
    }

    [Fact]
    public async Task Is_not_held_up_by_another_that_does_not_answer()
    {
        await using var silent = await Receiver.StartAsync();
        await using var well = await Receiver.StartAsync();
        using var over = new CancellationTokenSource();
        silent.Answer = async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, over.Token).ContinueWith(_ => { }, TaskScheduler.Default);

            return 500;
        };
        var (dead, _) = await AddAsync(silent.Url);
        var (nowhere, _) = await AddAsync(QyProcess.FreeUrl());
        var (id, _) = await AddAsync(well.Url);

        await api.RegisteredAsync();
        await well.TookAsync(1);
        await api.RegisteredAsync();
        await well.TookAsync(2);

        silent.Taken.ShouldBeEmpty();
        (await UntilAsync(nowhere, x => x.GetProperty("failures").GetInt32() > 0)).GetProperty("lastError").GetString().ShouldBe("连接不上接收方。");
        (await UntilAsync(dead, x => x.GetProperty("failures").GetInt32() > 0)).GetProperty("lastError").GetString().ShouldBe("接收方没有在 10 秒内回答。");
        await over.CancelAsync();
        await RemoveAsync(dead);
        await RemoveAsync(nowhere);
        await RemoveAsync(id);
    }

    [Fact]
    public async Task Sends_only_the_types_that_were_asked_for_from_the_position_that_was_asked_for()
    {
        await using var receiver = await Receiver.StartAsync();
        var enterprise = await api.SignedAsync(Given.AnAgreementNumber());
        await api.FiguresAreUpToDateAsync();
        var signed = long.Parse((await api.RowsAsync($"select max(seq_id)::text from {EventStore.Schema}.mt_events")).Single(), CultureInfo.InvariantCulture);
        await SettledAsync(signed);

        var (id, _) = await AddAsync(receiver.Url, ["agreement_signed"], from: signed - 1);
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
        await api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, Given.AnAgreementNumber()));

        (await receiver.TookAsync(2)).Select(x => x.Json.GetProperty("type").GetString()).ShouldBe(["agreement_signed", "agreement_signed"]);
        await RemoveAsync(id);
    }

    [Fact]
    public async Task Sends_nothing_while_it_is_paused_and_all_of_it_after()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var other = await Receiver.StartAsync();
        var ((id, _), (second, _)) = (await AddAsync(receiver.Url), await AddAsync(other.Url));
        (await api.PostAsync($"{Path}/{id}/pause", new { })).Status.ShouldBe(204);

        await api.RegisteredAsync();
        await other.TookAsync(1);
        receiver.Taken.ShouldBeEmpty();

        (await api.PostAsync($"{Path}/{id}/resume", new { })).Status.ShouldBe(204);
        await receiver.TookAsync(1);
        await RemoveAsync(id);
        await RemoveAsync(second);
    }

    [Fact]
    public async Task Sends_a_test_message_that_is_signed_and_tells_what_came_of_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var (id, secret) = await AddAsync(receiver.Url);

        var (status, pinged) = await api.PostAsync($"{Path}/{id}/ping", new { });

        (status, pinged.GetProperty("delivered").GetBoolean(), pinged.GetProperty("status").GetInt32()).ShouldBe((200, true, 204));
        var got = receiver.Taken.ShouldHaveSingleItem();
        got.IsSignedWith(secret).ShouldBeTrue();
        (got.Id, got.Json.GetProperty("type").GetString()).ShouldBe((pinged.GetProperty("id").GetString(), "ping"));

        receiver.Answer = (_, _) => Task.FromResult(410);
        (await api.PostAsync($"{Path}/{id}/ping", new { })).Body.GetProperty("sentence").GetString().ShouldBe("接收方回答 410，没有收下。");
        await RemoveAsync(id);
    }

    [Fact]
    public async Task Tells_the_secret_once_and_adds_one_under_one_key()
    {
        var (key, body) = (Given.AKey(), new { url = "https://example.com/" + Given.Own("hook") });
        var first = await api.PostAsync(Path, body, key);
        var second = await api.PostAsync(Path, body, key);
        var other = await api.PostAsync(Path, new { url = "https://example.com/other" }, key);

        first.Status.ShouldBe(201);
        second.Body.GetRawText().ShouldBe(first.Body.GetRawText());
        (other.Status, other.Body.GetProperty("status").GetInt32()).ShouldBe((422, 422));
        var (_, all) = await api.GetAsync(Path);
        all.GetRawText().ShouldNotContain(first.Body.GetProperty("secret").GetString()!);
        all.EnumerateArray().Count(x => x.GetProperty("url").GetString() == body.url).ShouldBe(1);
        await RemoveAsync(first.Body.GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("{\"url\":\"\"}", "url")]
    [InlineData("{\"url\":\"hooks\"}", "url")]
    [InlineData("{\"url\":\"/hooks\"}", "url")]
    [InlineData("{\"url\":\"ftp://example.com/\"}", "url")]
    [InlineData("{\"url\":\"file:///etc/passwd\"}", "url")]
    [InlineData("{\"url\":\"javascript:alert(1)\"}", "url")]
    [InlineData("{\"url\":\"https://u:p@example.com/\"}", "url")]
    [InlineData("{\"url\":\"https://example.com/\",\"types\":[\"contact_lost\"]}", "types")]
    [InlineData("{\"url\":\"https://example.com/\",\"types\":[]}", "types")]
    [InlineData("{\"url\":\"https://example.com/\",\"from\":-1}", "from")]
    [InlineData("{\"url\":\"https://example.com/\",\"from\":9223372036854775807}", "from")]
    public async Task Is_refused_with_a_sentence(string body, string field)
    {
        var (status, problem) = await api.PostAsync(Path, JsonElement.Parse(body));

        status.ShouldBe(400);
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task That_is_not_there_answers_404()
    {
        foreach (var verb in new[] { "pause", "resume", "ping" })
        {
            var (status, problem) = await api.PostAsync($"{Path}/{Guid.CreateVersion7()}/{verb}", new { });
            status.ShouldBe(404);
            problem.ShouldBeAProblem(404);
        }

        using var answer = await api.Client.DeleteAsync(new Uri($"{Path}/{Guid.CreateVersion7()}", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(404);
    }

    private async Task<(Guid Id, string Secret)> AddAsync(string url, string[]? types = null, long? from = null)
    {
        // From now on: whatever other specs have just recorded is settled first.
        await SettledAsync(long.Parse((await api.RowsAsync($"select coalesce(max(seq_id), 0)::text from {EventStore.Schema}.mt_events")).Single(), CultureInfo.InvariantCulture));
        var (status, added) = await api.PostAsync(Path, new { url, types, from });
        status.ShouldBe(201, added.ToString());

        return (added.GetProperty("id").GetGuid(), added.GetProperty("secret").GetString()!);
    }

    private async Task SettledAsync(long position)
    {
        while (await api.Services.GetRequiredService<EventLog>().SettledAsync(TestContext.Current.CancellationToken) < position)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task RemoveAsync(Guid id)
    {
        using var answer = await api.Client.DeleteAsync(new Uri($"{Path}/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(204);
    }

    private async Task<JsonElement> UntilAsync(Guid id, Func<JsonElement, bool> holds)
    {
        for (; ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            var webhook = (await api.GetAsync(Path)).Body.EnumerateArray().Single(x => x.GetProperty("id").GetGuid() == id);

            if (holds(webhook))
            {
                return webhook;
            }
        }
    }
}
