using System.Net.Http.Json;
using System.Text.Json;
using Qingyang.Investment.Specs.Ledgers;

namespace Qingyang.Investment.Specs.CommandLine;

/// <summary>Drafts from the command line: kept and listed there, corrected and confirmed elsewhere.</summary>
public sealed class KeepingDrafts
{
    [Fact]
    public async Task Lists_them_and_tells_who_corrected_a_row()
    {
        await using var data = new DataFolder();
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await using var server = QyProcess.Start(data.Path, url, "run", "--empty");
        await server.AnswersAsync(client);

        var file = Path.Combine(data.Path, "bad.zip");
        await File.WriteAllBytesAsync(file, SmallLedger.WithABadRow(), TestContext.Current.CancellationToken);
        (await QyProcess.RunAsync(data.Path, "add-account", "李四", "--role", "staff")).Exit.ShouldBe(0);
        var draft = await QyProcess.RunAsync(data.Path, "import", file, "--draft", "--as", "李四");
        draft.Exit.ShouldBe(0, draft.Errors);
        draft.Output.ShouldContain("确认后才入账");
        var list = await QyProcess.RunAsync(data.Path, "ledgers", "--json");
        var ledger = JsonDocument.Parse(list.Output).RootElement.GetProperty("ledgers").EnumerateArray().Single();
        (ledger.GetProperty("by").GetString(), ledger.GetProperty("status").GetString(), ledger.GetProperty("rejected").GetInt32()).ShouldBe(("李四", "draft", 1));
        (await QyProcess.RunAsync(data.Path, "ledgers")).Output.ShouldContain("草稿");

        var place = $"/api/ledgers/{ledger.GetProperty("id").GetString()}";
        using var cells = JsonContent.Create(new { cells = new { 对接日期 = "2024-02-29", 对接方式 = "走访" } });
        (await client.PutAsync(new Uri($"{place}/rows/对接/3", UriKind.Relative), cells, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
        (await client.PostAsync(new Uri($"{place}/confirmation", UriKind.Relative), content: null, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();

        (await QyProcess.RunAsync(data.Path, "enterprise", "91350100M000100Y43")).Output.ShouldContain("（入账前由王五更正）");
        (await server.InterruptAsync()).Exit.ShouldBe(0);
    }
}
