using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Alba;
using Npgsql;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Specs.Platform;
using Qingyang.Investment.Web;
using Wolverine;

namespace Qingyang.Investment.Specs.Operations;

public class AskingHowItIs
{
    // Long before the database's own time limits (15 and 30 s): it is not waited for. How long it takes on a busy machine is not what this is about.
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Answers_that_all_is_well_and_tells_no_insides()
    {
        await using var store = await Store.StartAsync();
        using var posted = await store.Client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), TestContext.Current.CancellationToken);

        var (status, answer) = await UntilAsync(store.Client, x => x.Ready && x.Answer.GetProperty("readModels").GetProperty("position").GetInt64() == 1);

        status.ShouldBe(200);
        answer.GetProperty("detail").GetString().ShouldBe("一切正常。");
        answer.GetProperty("readModels").GetProperty("behindEvents").GetInt64().ShouldBe(0);
        answer.GetProperty("ledgersWaiting").GetInt64().ShouldBe(0);
        answer.GetProperty("webhooks").GetProperty("behind").GetInt64().ShouldBe(0);
        answer.EnumerateObject().Select(x => x.Name).ShouldBe(["ready", "detail", "readModels", "ledgersWaiting", "webhooks", "log"]);   // no versions, hosts, paths
        (await store.GetAsync("/health")).GetRawText().ShouldBe("{\"detail\":\"运行中。\"}");
    }

    [Fact]
    public async Task Tells_which_receivers_are_behind_and_that_a_ledger_waits()
    {
        await using var store = await Store.StartAsync();
        using var hook = await store.Client.PostAsJsonAsync("/api/webhooks", new { url = QyProcess.FreeUrl() }, TestContext.Current.CancellationToken);
        using var posted = await store.Client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), TestContext.Current.CancellationToken);
        await store.ScalarAsync<string>("insert into investment.ledgers (id, file, sha256, content, recorder, strict, status, rows) values (gen_random_uuid(), '', '', '', '', false, 'Received', 0) returning status");

        var (status, answer) = await UntilAsync(store.Client, x => x.Answer.GetProperty("webhooks").GetProperty("failing").GetInt64() == 1 && x.Ready);

        status.ShouldBe(200);   // others' trouble is not ours
        answer.GetProperty("webhooks").GetProperty("behind").GetInt64().ShouldBe(1);
        answer.GetProperty("ledgersWaiting").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Tells_at_which_event_the_figures_stand_still()
    {
        await using var store = await Store.StartAsync();
        using var posted = await store.Client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), TestContext.Current.CancellationToken);
        await UntilAsync(store.Client, x => x.Ready && x.Answer.GetProperty("readModels").GetProperty("position").GetInt64() == 1);

        var poison = await store.ScalarAsync<long>(
            $$"""
              insert into {{EventStore.Schema}}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
              select nextval('{{EventStore.Schema}}.mt_events_sequence'), gen_random_uuid(), stream_id, version + 1, '{"on":"甲"}', 'contact_logged', now(), tenant_id, mt_dotnet_type
              from {{EventStore.Schema}}.mt_events limit 1 returning seq_id
              """);

        var (status, answer) = await UntilAsync(store.Client, x => !x.Ready);
        status.ShouldBe(503);
        answer.GetProperty("readModels").GetProperty("standsAt").GetInt64().ShouldBe(poison);
        answer.GetProperty("detail").GetString().ShouldBe($"数字停在日志位置 {poison} 的事件之前，没有继续更新，请联系管理员。");
        answer.GetRawText().ShouldNotContain("Exception");
    }

    [Fact]
    public async Task Is_answered_quickly_while_the_database_is_frozen_or_down()
    {
        await using var folder = new OwnFolder();
        await using var cluster = await folder.StartAsync();
        await using var host = await AlbaHost.For(Server.CreateBuilder(cluster.ConnectionString, Api.Local, DurabilityMode.Solo, "http://127.0.0.1:0"), Server.Map);
        using var client = host.Server.CreateClient();
        await UntilAsync(client, x => x.Ready);
        int[] processes = [folder.ServerPid!.Value, .. Living.ChildrenOf(folder.ServerPid!.Value)];

        await SignalAsync("-STOP", processes);

        for (var i = 0; i < 3; i++)
        {
            await IsNotReadyQuicklyAsync(client);
        }

        await SignalAsync("-CONT", processes);
        await UntilAsync(client, x => x.Ready);

        await Living.KillAsync([folder.ServerPid!.Value, .. Living.ChildrenOf(folder.ServerPid!.Value)]);
        NpgsqlConnection.ClearAllPools();
        await IsNotReadyQuicklyAsync(client);
    }

    private static async Task IsNotReadyQuicklyAsync(HttpClient client)
    {
        var started = Stopwatch.GetTimestamp();
        using var lives = await client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        var (status, answer) = await AskAsync(client);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Quickly);
        ((int)lives.StatusCode).ShouldBe(200);
        status.ShouldBe(503);
        answer.GetProperty("detail").GetString().ShouldBe("数据库没有应答。");
    }

    private static async Task SignalAsync(string signal, int[] processes)
    {
        foreach (var process in processes)
        {
            await Living.RunAsync("/bin/kill", signal, process.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task<(int Status, JsonElement Answer)> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private static async Task<(int Status, JsonElement Answer)> UntilAsync(HttpClient client, Func<(bool Ready, JsonElement Answer), bool> holds)
    {
        for (; ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            var (status, answer) = await AskAsync(client);

            if (holds((answer.GetProperty("ready").GetBoolean(), answer)))
            {
                return (status, answer);
            }
        }
    }
}
