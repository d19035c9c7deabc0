using System.CommandLine;
using System.Net;
using System.Text.Json;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>import</c>: hands a ledger in, shows how far it is, and tells every verdict.</summary>
public static class ImportCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly string[] Counts = ["accepted", "duplicate", "rejected"];
    private const int ShownRejections = 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "台账：xlsx，或装有 CSV 的 zip" };
        var dryRun = new Option<bool>("--dry-run") { Description = "只看结果，不入账" };
        var draft = new Option<bool>("--draft") { Description = "留作草稿：可以逐行更正，确认后才入账" };
        var strict = new Option<bool>("--strict") { Description = "有一行退回就全部不入账（退出码 2）" };
        var rejections = new Option<string?>("--rejections") { Description = "把退回的行写成 xlsx", HelpName = "文件" };
        var (json, recorder) = (Options.Json(), Options.As());
        var command = new Command("import", "导入台账") { file, dryRun, draft, strict, rejections, json, recorder };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(recorder), api => ImportAsync(
            api, parsed.GetValue(file)!, parsed.GetValue(dryRun), parsed.GetValue(draft), parsed.GetValue(strict), parsed.GetValue(json), parsed.GetValue(rejections), cancellation), cancellation));

        return command;
    }

    private static async Task<int> ImportAsync(HttpClient api, string file, bool dryRun, bool draft, bool strict, bool json, string? rejections, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"找不到文件 {file}。");

            return Exit.Failed;
        }

        using var content = new StreamContent(File.OpenRead(file));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/ledgers?file={Uri.EscapeDataString(Path.GetFileName(file))}&strict={strict}&dryRun={dryRun}&draft={draft}") { Content = content };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await api.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);

        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            text = JsonDocument.Parse(text).RootElement.GetProperty("ledger").GetRawText();
        }
        else if (!answer.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync(Session.Problem(text, answer));

            return Exit.Failed;
        }

        text = answer.StatusCode == HttpStatusCode.Accepted ? await FollowAsync(api, answer.Headers.Location!, cancellation) : text;
        var ledger = JsonDocument.Parse(text).RootElement;

        if (rejections is not null)
        {
            await SaveAsync(api, ledger, rejections, cancellation);
        }

        if (json)
        {
            Console.WriteLine(text);
        }
        else
        {
            Show(ledger, dryRun || draft);
        }

        var rejected = ledger.GetProperty("rejections").GetArrayLength() > 0;

        return ledger.GetProperty("status").GetString() == "refused" || (dryRun && strict && rejected) ? rejected ? Exit.Rejected : Exit.Failed : Exit.Done;
    }

    /// <summary>Polls until the ledger is over; a bar where a person looks on.</summary>
    private static async Task<string> FollowAsync(HttpClient api, Uri place, CancellationToken cancellation)
    {
        var text = "";

        await Session.Errors.Progress().AutoClear(true).StartAsync(async bars =>
        {
            var bar = bars.AddTask("读取台账", autoStart: true, maxValue: 1);

            for (; ; await Task.Delay(Pause, cancellation))
            {
                text = await api.GetStringAsync(place, cancellation);
                var ledger = JsonDocument.Parse(text).RootElement;
                var (status, rows) = (ledger.GetProperty("status").GetString(), ledger.GetProperty("rows").GetInt32());

                if (status is "done" or "refused")
                {
                    return;
                }

                bar.Description = status switch { "recording" => "入账", "figuring" => "更新数字", _ => "读取台账" };
                bar.MaxValue = Math.Max(rows, 1);
                bar.Value = ledger.GetProperty("recorded").GetInt32();
            }
        });

        return text;
    }

    private static async Task SaveAsync(HttpClient api, JsonElement ledger, string file, CancellationToken cancellation)
    {
        if (ledger.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
        {
            await File.WriteAllBytesAsync(file, await api.GetByteArrayAsync(new Uri($"/api/ledgers/{id.GetString()}/rejections.xlsx", UriKind.Relative), cancellation), cancellation);
        }
        else
        {
            await Console.Error.WriteLineAsync("试读（--dry-run）不留下台账，退回的行不能另存；去掉 --dry-run，或加 --strict。");
        }
    }

    private static void Show(JsonElement ledger, bool isPreview)
    {
        var table = Session.Table("表", isPreview ? "将入账" : "入账", "重复", "退回");

        foreach (var sheet in ledger.GetProperty("sheets").EnumerateObject())
        {
            table.AddRow([sheet.Name, .. Counts.Select(x => Session.Number(sheet.Value.GetProperty(x).GetInt64()))]);
        }

        AnsiConsole.Write(table);
        var rejections = ledger.GetProperty("rejections").EnumerateArray().ToList();

        foreach (var x in rejections.Take(ShownRejections))
        {
            Console.WriteLine($"{x.GetProperty("sheet").GetString()} 第 {x.GetProperty("row").GetInt32()} 行：{x.GetProperty("message").GetString()}");
        }

        if (rejections.Count > ShownRejections)
        {
            Console.WriteLine($"……还有 {Session.Number(rejections.Count - ShownRejections)} 条。用 --rejections 文件.xlsx 全部存下来，改好后可以原样再交。");
        }

        if (ledger.GetProperty("status").GetString() == "draft")
        {
            Console.WriteLine($"已留作草稿 {ledger.GetProperty("id").GetString()}，确认后才入账。");
        }

        if (ledger.TryGetProperty("refusal", out var refusal))
        {
            Console.WriteLine(refusal.GetString());
        }
    }
}
