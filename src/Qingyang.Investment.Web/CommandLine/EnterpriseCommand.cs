using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>enterprise</c>: one enterprise's timeline.</summary>
public static class EnterpriseCommand
{
    public static Command Create()
    {
        var words = new Argument<string>("CODE|NAME") { Description = "统一社会信用代码、名称或编号" };
        var json = Options.Json();
        var command = new Command("enterprise", "一家企业的全部经过") { words, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/enterprises/{Uri.EscapeDataString(parsed.GetValue(words)!)}", parsed.GetValue(json), Show, cancellation), cancellation));

        return command;
    }

    private static void Show(JsonElement enterprise)
    {
        Console.WriteLine($"{Text("name")}（{Text("creditCode") ?? "统一社会信用代码待补"}），{Text("county")}，{Text("chain")}");
        Console.WriteLine($"对接 {Text("contactedOn") ?? "—"}，签约 {Text("signedOn") ?? "—"}，落地 {Text("landedOn") ?? "—"}；编号 {Text("id")}，第 {enterprise.GetProperty("version").GetInt32()} 版");

        if (Text("status") is var status and not "standing")
        {
            Console.WriteLine(status == "merged" ? $"已并入另一家企业（编号 {Text("mergedInto")}），算在其名下。" : "登记已撤回，不在册。");
        }

        foreach (var e in enterprise.GetProperty("events").EnumerateArray())
        {
            var recorded = e.GetProperty("recordedAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8));
            Console.WriteLine();
            Console.WriteLine(e.GetProperty("sentence").GetString());
            Console.WriteLine($"    日志位置 {e.GetProperty("position").GetRawText()}，{recorded.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}（北京时间）由{e.GetProperty("recordedBy").GetString()}记录，来源：{Short(e.GetProperty("source").GetString() ?? "")}{Corrected(e)}{Retracted(e)}{Reason(e)}");
        }

        string? Text(string property) => enterprise.GetProperty(property).GetString();
    }

    private static string Corrected(JsonElement e) => e.GetProperty("correctedBy").GetString() is { } by ? $"（入账前由{by}更正）" : "";

    private static string Retracted(JsonElement e) => e.GetProperty("retractedBy") is { ValueKind: JsonValueKind.Number } by ? $"；已由第 {by.GetRawText()} 号撤回" : "";

    /// <summary>Where the sentence does not say it already.</summary>
    private static string Reason(JsonElement e) => e.GetProperty("reason").GetString() is { } why && !e.GetProperty("sentence").GetString()!.Contains(why, StringComparison.Ordinal) ? $"；原因：{why}" : "";

    /// <summary>A ledger's digest is told by its first eight characters here; <c>--json</c> has it whole.</summary>
    private static string Short(string source) =>
        source.Split(':') is ["ledger", { Length: > 8 } sha, var sheet, var row] ? $"台账 {sha[..8]} {sheet} 第 {row} 行" : source;
}
