using System.Text.Json;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.CommandLine;

/// <summary><c>export</c> and <c>verify</c> as an auditor runs them, each a process; verify needs no data folder at all.</summary>
public sealed class TakingEvidence : IAsyncLifetime
{
    private readonly DataFolder data = new();

    private string Anchor => Path.Combine(data.Path, "anchor");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => data.DisposeAsync();

    [Fact]
    public async Task Saves_a_pack_and_checks_it()
    {
        var (ledger, pack, slice) = (Path.Combine(data.Path, "good.zip"), Path.Combine(data.Path, "all.zip"), Path.Combine(data.Path, "county.zip"));
        await File.WriteAllBytesAsync(ledger, SmallLedger.Good(), TestContext.Current.CancellationToken);
        (await QyProcess.RunAsync(data.Path, "import", ledger)).Exit.ShouldBe(0);
        (await QyProcess.RunAsync(data.Path, "add-account", "赵六", "--role", "auditor")).Exit.ShouldBe(0);
        (await QyProcess.RunAsync(data.Path, "add-account", "李四", "--role", "staff")).Exit.ShouldBe(0);

        var export = await QyProcess.RunAsync(data.Path, "export", "--out", pack, "--as-of", "2024-04-30", "--as", "赵六");
        export.Exit.ShouldBe(0, export.Errors);
        export.Errors.ShouldContain("./qy verify");
        var verify = await QyProcess.RunAsync("/nowhere", "verify", pack, "--anchor", Anchor);
        verify.Exit.ShouldBe(0, verify.Output + verify.Errors);
        verify.Output.ShouldContain("口径 v1 截至 2024-04-30 对接 1 签约 1 落地 0");
        verify.Output.ShouldContain("由 赵六 导出");

        (await QyProcess.RunAsync(data.Path, "export", "--out", slice, "--figure", "signed", "--county", "环县")).Exit.ShouldBe(0);
        var json = await QyProcess.RunAsync("/nowhere", "verify", slice, "--anchor", Anchor, "--json");
        json.Exit.ShouldBe(0, json.Output + json.Errors);
        JsonDocument.Parse(json.Output).RootElement.GetProperty("steps").EnumerateArray().ShouldContain(x => x.GetProperty("step").GetString() == "proofs" && x.GetProperty("state").GetString() == "good");

        var refused = await QyProcess.RunAsync(data.Path, "export", "--out", Path.Combine(data.Path, "no.zip"), "--as", "李四");
        refused.ShouldSatisfyAllConditions(x => x.Exit.ShouldBe(1), x => x.Errors.Trim().ShouldEndWith("。"), _ => File.Exists(Path.Combine(data.Path, "no.zip")).ShouldBeFalse());
        (await QyProcess.RunAsync(data.Path, "export", "--out", Path.Combine(data.Path, "no.zip"), "--county", "别处")).Errors.ShouldContain("县区应是");
    }

    [Fact]
    public async Task Says_by_its_exit_code_what_is_wrong_and_what_is_no_pack()
    {
        var file = Path.Combine(data.Path, "x.zip");
        await File.WriteAllTextAsync(file, "台账", TestContext.Current.CancellationToken);

        var verify = await QyProcess.RunAsync("/nowhere", "verify", file);
        verify.Exit.ShouldBe(2);
        verify.Output.ShouldContain("不是可以读取的 zip 文件");
        (await QyProcess.RunAsync("/nowhere", "verify", Path.Combine(data.Path, "nothing"), "--json")).Exit.ShouldBe(2);
    }
}
