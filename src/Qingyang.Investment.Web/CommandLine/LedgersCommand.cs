using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>ledgers</c>: what was handed in, newest first, and what came of it.</summary>
public static class LedgersCommand
{
    private static readonly string[] Counts = ["accepted", "duplicate", "rejected"];

    public static Command Create()
    {
        var page = new Option<int>("--page") { Description = "第几页", DefaultValueFactory = _ => 1, HelpName = "页" };
        var json = Options.Json();
        var command = new Command("ledgers", "交来的台账，最近的在前") { page, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/ledgers?page={parsed.GetValue(page)}", parsed.GetValue(json), Show, cancellation), cancellation));

        return command;
    }

    private static void Show(JsonElement list)
    {
        var table = Session.Table("文件", "交来", "由", "状态", "入账", "重复", "退回", "编号");

        foreach (var ledger in list.GetProperty("ledgers").EnumerateArray())
        {
            var received = ledger.GetProperty("receivedAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8));
            table.AddRow([
                Markup.Escape(ledger.GetProperty("file").GetString()!), received.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Markup.Escape(ledger.GetProperty("by").GetString()!), Status(ledger.GetProperty("status").GetString()!),
                .. Counts.Select(x => Session.Number(ledger.GetProperty(x).GetInt64())), ledger.GetProperty("id").GetString()!]);
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"共 {Session.Number(list.GetProperty("total").GetInt64())} 份。草稿要确认后才入账，它的「入账」是预计数。");
    }

    private static string Status(string status) => status switch
    {
        "draft" => "草稿",
        "reading" => "读取",
        "recording" => "入账中",
        "figuring" => "更新数字",
        "done" => "已入账",
        "refused" => "未入账",
        _ => status,
    };
}
