using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.CommandLine;

/// <summary>The commands as a person runs them, each a process; first without a server, then beside one.</summary>
public sealed class UsingTheCommandLine : IAsyncLifetime
{
    private readonly DataFolder data = new();
    private string Good => Save("good.zip", SmallLedger.Good());

    private string Bad => Save("bad.zip", SmallLedger.WithABadRow());

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => data.DisposeAsync();

    [Fact]
    public async Task Imports_and_asks_without_a_server()
    {
        (await QyProcess.RunAsync(data.Path, "add-account", "李四", "--role", "staff")).Exit.ShouldBe(0);
        var import = await QyProcess.RunAsync(data.Path, "import", Good, "--json", "--as", "李四");
        import.Exit.ShouldBe(0, import.Errors);
        JsonDocument.Parse(import.Output).RootElement.GetProperty("sheets").GetProperty("对接").GetProperty("accepted").GetInt32().ShouldBe(1);

        var funnel = await QyProcess.RunAsync(data.Path, "funnel", "--by", "county", "--as-of", "2024-04-30", "--json");
        var answer = JsonDocument.Parse(funnel.Output).RootElement;
        (answer.GetProperty("contacted").GetInt32(), answer.GetProperty("signed").GetInt32(), answer.GetProperty("landed").GetInt32()).ShouldBe((1, 1, 0));
        answer.GetProperty("groups").EnumerateArray().Single().GetProperty("key").GetString().ShouldBe("环县");

        var table = await QyProcess.RunAsync(data.Path, "funnel", "--by", "county");
        table.Output.ShouldContain("100.00 %");

        var list = await QyProcess.RunAsync(data.Path, "list", "--county", "环县", "--reached", "landed", "--json");
        JsonDocument.Parse(list.Output).RootElement.GetProperty("total").GetInt32().ShouldBe(1);
        (await QyProcess.RunAsync(data.Path, "list", "--due", "someday")).ShouldSatisfyAllConditions(x => x.Exit.ShouldBe(1), x => x.Errors.ShouldContain("due 应是"));

        foreach (var command in new[] { "list", "funnel" })
        {
            var (exit, _, errors) = await QyProcess.RunAsync(data.Path, command, "--xlsx", Path.Combine(data.Path, command + ".xlsx"));
            exit.ShouldBe(0, errors);
            (await File.ReadAllBytesAsync(Path.Combine(data.Path, command + ".xlsx"), TestContext.Current.CancellationToken)).Take(2).ShouldBe("PK"u8.ToArray());
        }

        var cohorts = await QyProcess.RunAsync(data.Path, "cohorts", "--by", "year", "--as-of", "2024-12-31");
        cohorts.Output.ShouldContain("100.00 %");

        var enterprise = await QyProcess.RunAsync(data.Path, "enterprise", "91350100M000100Y43");
        enterprise.Output.ShouldContain("王勇走访对接：谈算力");
        enterprise.Output.ShouldContain("由李四记录");

        (await QyProcess.RunAsync(data.Path, "find", "qyj")).Output.ShouldContain("庆阳甲有限公司");
        var found = await QyProcess.RunAsync(data.Path, "find", "甲", "庆阳", "--json");
        JsonDocument.Parse(found.Output).RootElement.GetProperty("enterprises")[0].GetProperty("match").GetString().ShouldBe("words");
        (await QyProcess.RunAsync(data.Path, "find", " ")).Errors.Trim().ShouldEndWith("。");

        var rebuild = await QyProcess.RunAsync(data.Path, "rebuild", "--json");
        JsonDocument.Parse(rebuild.Output).RootElement.GetProperty("events").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task Ends_with_2_when_strict_and_a_row_is_rejected_and_with_1_when_the_file_is_none()
    {
        (await QyProcess.RunAsync(data.Path, "import", Bad, "--strict", "--json")).Exit.ShouldBe(2);
        (await QyProcess.RunAsync(data.Path, "import", Bad, "--dry-run", "--json")).Exit.ShouldBe(0);
        (await QyProcess.RunAsync(data.Path, "import", Bad, "--dry-run", "--strict")).Exit.ShouldBe(2);

        var none = await QyProcess.RunAsync(data.Path, "import", Save("none.xlsx", [1, 2, 3]));
        none.Exit.ShouldBe(1);
        none.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldEndWith("。");
        (await QyProcess.RunAsync(data.Path, "import", Path.Combine(data.Path, "not-there.xlsx"))).Exit.ShouldBe(1);

        JsonDocument.Parse((await QyProcess.RunAsync(data.Path, "funnel", "--json")).Output).RootElement.GetProperty("registered").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Goes_through_the_server_that_runs()
    {
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await using var server = QyProcess.Start(data.Path, url, "run", "--empty");
        await server.AnswersAsync(client);

        (await QyProcess.RunAsync(data.Path, "import", Good, "--rejections", Path.Combine(data.Path, "r.xlsx"))).Exit.ShouldBe(0);
        File.Exists(Path.Combine(data.Path, "r.xlsx")).ShouldBeTrue();
        (await QyProcess.RunAsync(data.Path, "add-account", "赵六", "--role", "staff")).Exit.ShouldBe(0);
        var contact = await QyProcess.RunAsync(
            data.Path, "log-contact", "--enterprise", "庆阳甲有限公司", "--on", "2024-03-06", "--method", "电话", "--performed-by", "赵六", "--content", "回访", "--as", "赵六", "--key", "一");
        contact.Exit.ShouldBe(0, contact.Errors);
        (await QyProcess.RunAsync(data.Path, "log-contact", "--enterprise", "庆阳甲有限公司", "--on", "2024-03-06", "--method", "托梦", "--performed-by", "赵六", "--content", "回访")).Exit.ShouldBe(1);
        (await QyProcess.RunAsync(data.Path, "assignments", "--by", "taskForce", "--json")).Exit.ShouldBe(0);

        var history = (await QyProcess.RunAsync(data.Path, "enterprise", "庆阳甲有限责任公司", "--json")).Output;
        JsonDocument.Parse(history).RootElement.GetProperty("events").EnumerateArray().Last().GetProperty("recordedBy").GetString().ShouldBe("赵六");

        var second = await QyProcess.RunAsync(data.Path, "run");
        second.Exit.ShouldBe(1);
        second.Errors.ShouldContain(url);

        (await server.InterruptAsync()).Exit.ShouldBe(0);
        Directory.GetFiles(data.Path, "server.json").ShouldBeEmpty();
    }

    [Fact]
    public async Task Acts_as_an_account_with_its_rights_and_as_nobody_that_is_none()
    {
        (await QyProcess.RunAsync(data.Path, "add-account", "审计甲", "--role", "auditor")).Exit.ShouldBe(0);

        var nobody = await QyProcess.RunAsync(data.Path, "import", Good, "--as", "冒名");
        var auditor = await QyProcess.RunAsync(data.Path, "import", Good, "--as", "审计甲");

        nobody.Exit.ShouldBe(1);
        nobody.Errors.Trim().ShouldStartWith("没有「冒名」这个可用的账户");
        auditor.Exit.ShouldBe(1);
        auditor.Errors.Trim().ShouldStartWith("您的角色没有这项权限");
        (await data.ScalarAsync<long>("select count(*) from investment.mt_events")).ShouldBe(0);
    }

    [Fact]
    public async Task Makes_one_administrator_at_the_first_start_and_for_a_demo_one_of_each_role()
    {
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        var outputs = new List<string>();

        foreach (var arguments in (string[][])[["run", "--empty"], ["run", "--empty"], ["run", "--empty", "--demo"]])
        {
            await using var server = QyProcess.Start(data.Path, url, arguments);
            await server.AnswersAsync(client);
            var (exit, output, errors) = await server.InterruptAsync();
            exit.ShouldBe(0, errors);
            outputs.Add(output);
        }

        outputs.Select(x => x.Split('\n').Count(line => line.StartsWith("    ", StringComparison.Ordinal) && line.Contains('（'))).ShouldBe([1, 0, 4]);
        JsonDocument.Parse((await QyProcess.RunAsync(data.Path, "accounts", "--json")).Output).RootElement.EnumerateArray()
            .Select(x => x.GetProperty("role").GetString()).ShouldBe(["Administrator", "Administrator", "Auditor", "Leader", "Staff"], ignoreOrder: true);
    }

    [Fact]
    public async Task Says_in_one_sentence_that_somebody_listens_there_already()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var server = QyProcess.Start(data.Path, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}", "run");
        var (exit, _, errors) = await server.EndAsync();

        exit.ShouldBe(1);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("占用");
    }

    [Fact]
    public async Task Gets_its_database_back_when_that_is_killed_under_it()
    {
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await using var server = QyProcess.Start(data.Path, url, "run", "--empty");
        await server.AnswersAsync(client);
        using (var postmaster = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(data.Path, "pg", "postmaster.pid")).First(), CultureInfo.InvariantCulture)))
        {
            postmaster.Kill();
        }

        using (var refused = await client.GetAsync(new Uri("/api/funnel", UriKind.Relative), TestContext.Current.CancellationToken))
        {
            ((int)refused.StatusCode).ShouldBeOneOf(503, 200);   // unless it was back already
        }

        await server.AnswersAsync(client);
        using var body = new ByteArrayContent(SmallLedger.Good());
        (await client.PostAsync(new Uri("/api/ledgers?file=a.zip", UriKind.Relative), body, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
        (await client.GetStringAsync(new Uri("/api/funnel", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("\"landed\":1");
        (await server.InterruptAsync()).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task Waits_for_its_turn_when_another_command_is_at_work()
    {
        var (good, ask) = (Good, Enumerable.Range(0, 3));

        var all = await Task.WhenAll([QyProcess.RunAsync(data.Path, "import", good, "--json"), .. ask.Select(_ => QyProcess.RunAsync(data.Path, "funnel", "--json"))]);

        all.ShouldAllBe(x => x.Exit == 0);
        JsonDocument.Parse((await QyProcess.RunAsync(data.Path, "funnel", "--json")).Output).RootElement.GetProperty("landed").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Fills_an_empty_store_with_the_demo_once()
    {
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };

        for (var start = 0; start < 2; start++)
        {
            await using var server = QyProcess.Start(data.Path, url, "run");
            await server.AnswersAsync(client);
            JsonElement funnel;

            do
            {
                funnel = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/funnel", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
            }
            while (funnel.GetProperty("position").GetInt64() < 52_304);

            funnel.GetProperty("landed").GetInt32().ShouldBe(571);
            (await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("8,126");
            (await server.InterruptAsync()).Exit.ShouldBe(0);
        }

        (await data.ScalarAsync<long>("select count(*) from investment.ledgers")).ShouldBe(1);
    }

    private string Save(string name, byte[] content)
    {
        var file = Path.Combine(data.Path, name);
        File.WriteAllBytes(file, content);

        return file;
    }
}
