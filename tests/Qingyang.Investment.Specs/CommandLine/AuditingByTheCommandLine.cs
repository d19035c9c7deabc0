using System.Text.Json;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.CommandLine;

/// <summary>What an auditor asks, and what is put right, by command, beside a running server.</summary>
public sealed class AuditingByTheCommandLine : IAsyncLifetime
{
    private const string Code = "91350100M000100Y43";   // the one of the small ledger

    private readonly DataFolder data = new();
    private QyProcess server = null!;
    private JsonElement history;

    public async ValueTask InitializeAsync()
    {
        var url = QyProcess.FreeUrl();
        server = QyProcess.Start(data.Path, url, "run", "--empty");
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await server.AnswersAsync(client);
        await DoneAsync("import", Save("good.zip", SmallLedger.Good()));
        history = JsonElement.Parse(await DoneAsync("enterprise", Code, "--json"));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await data.DisposeAsync();
    }

    [Fact]
    public async Task An_entry_is_corrected_by_its_position_and_the_books_tell_it()
    {
        var contact = PositionOf("contact_logged");
        await DoneAsync("correct-entry", "--enterprise", Code, "--entry", contact, "--reason", "日期录错", "--contact", """{"on":"2024-03-20","method":"走访","performedBy":"王勇","content":"谈算力"}""");

        var told = await DoneAsync("enterprise", Code);
        told.ShouldContain("对接 2024-03-20");
        told.ShouldContain("；已由第 5 号撤回");
        told.ShouldContain("；原因：日期录错");
        (await DoneAsync("corrections")).ShouldContain("：更正：2024-03-05 王勇走访对接：谈算力 → 2024-03-20 王勇走访对接：谈算力，原因：日期录错");
        (await DoneAsync("events", "--reason", "录错")).ShouldContain("共 2 条");
        (await QyProcess.RunAsync(data.Path, "retract-entry", "--enterprise", Code, "--entry", "4711", "--reason", "错")).ShouldSatisfyAllConditions(
            x => x.Exit.ShouldBe(1), x => x.Errors.ShouldContain("没有日志位置为 4711 的条目"));
    }

    [Fact]
    public async Task A_retraction_changes_what_is_known_now_and_the_difference_is_told()
    {
        var before = PositionOf("milestone_reached");
        await DoneAsync("retract-entry", "--enterprise", Code, "--entry", before, "--reason", "没有注册");

        (await FunnelAsync()).ShouldBe((1, 1, 0));
        (await FunnelAsync("--known-at", before)).ShouldBe((1, 1, 1));
        (await FunnelAsync("--known-at", before, "--definition", "v2")).ShouldBe((1, 1, 1));
        var diff = await DoneAsync("diff", "--then-as-of", "2026-06-30", "--then-known-at", before, "--as-of", "2026-06-30");
        diff.ShouldContain("落地，环县 → 签约，环县");
        diff.ShouldContain("没有注册");
        (await DoneAsync("funnel", "--beside", "v2")).ShouldContain("口径 v2");
    }

    [Fact]
    public async Task A_figure_is_fixed_asked_for_again_and_a_published_table_is_checked()
    {
        var code = JsonElement.Parse(await DoneAsync("certificate", "--fix", "landed", "--as-of", "2026-06-30", "--json")).GetProperty("code").GetString()!;
        (await DoneAsync("certificate", code)).ShouldSatisfyAllConditions(x => x.ShouldContain("落地 1 户"), x => x.ShouldContain("现在仍是同一个数字。"));
        await DoneAsync("retract-entry", "--enterprise", Code, "--entry", PositionOf("milestone_reached"), "--reason", "没有注册");
        (await DoneAsync("certificate", code)).ShouldSatisfyAllConditions(x => x.ShouldContain("重新清点：相符"), x => x.ShouldContain("现在是 0 户"), x => x.ShouldContain("没有注册"));

        var table = Save("table.csv", "指标,日期,分组,数值\n对接,2026-06-30,环县,1\n落地,2026-06-30,环县,1\n"u8.ToArray());
        (await QyProcess.RunAsync(data.Path, "check-table", table)).ShouldSatisfyAllConditions(x => x.Exit.ShouldBe(1), x => x.Output.ShouldContain("2 格：1 相符，0 与当时相符、此后有变，1 不符"));
    }

    [Fact]
    public async Task Two_enterprises_are_merged_parted_and_the_ledger_undone_and_a_replay_agrees()
    {
        var name = Given.AName();
        await DoneAsync("register-enterprise", "--name", name, "--county", "环县", "--chain", "人工智能", "--source", "上门来访");
        await DoneAsync("merge-enterprises", "--enterprise", name, "--into", Code, "--reason", "同一家");
        (await DoneAsync("enterprise", name)).ShouldContain("已并入另一家企业");
        (await DoneAsync("corrections")).ShouldContain($"{name}：合并：");
        await DoneAsync("undo-merge", "--enterprise", name, "--reason", "是两家");

        var ledger = JsonElement.Parse(await DoneAsync("ledgers", "--json")).GetProperty("ledgers")[0].GetProperty("id").GetString()!;
        (await DoneAsync("undo-ledger", ledger, "--reason", "交错了")).ShouldContain("冲销 4 条，保留 0 条，拒绝 0 条。");
        (await FunnelAsync()).ShouldBe((0, 0, 0));
        (await DoneAsync("enterprise", history.GetProperty("id").GetString()!)).ShouldContain("登记已撤回，不在册。");
        (await DoneAsync("replay")).ShouldContain("全部一致");
    }

    private async Task<string> DoneAsync(params string[] arguments)
    {
        var (exit, output, errors) = await QyProcess.RunAsync(data.Path, arguments);
        exit.ShouldBe(0, errors + output);

        return output;
    }

    private async Task<(int Contacted, int Signed, int Landed)> FunnelAsync(params string[] options)
    {
        var x = JsonElement.Parse(await DoneAsync(["funnel", "--json", .. options]));

        return (x.GetProperty("contacted").GetInt32(), x.GetProperty("signed").GetInt32(), x.GetProperty("landed").GetInt32());
    }

    private string PositionOf(string type) => history.GetProperty("events").EnumerateArray().Single(x => x.GetProperty("type").GetString() == type).GetProperty("position").GetRawText();

    private string Save(string name, byte[] content)
    {
        var path = Path.Combine(data.Path, name);
        File.WriteAllBytes(path, content);

        return path;
    }
}
