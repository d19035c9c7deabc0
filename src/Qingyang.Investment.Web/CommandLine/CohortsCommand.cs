using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>cohorts</c>: how far those got who were first contacted in one quarter or year, and how long it took.</summary>
public static class CohortsCommand
{
    public static Command Create()
    {
        var by = new Option<string>("--by") { Description = "quarter 按季度，year 按年", DefaultValueFactory = _ => "quarter", HelpName = "分组" };
        var (asOf, json) = (Options.AsOf(), Options.Json());
        var command = new Command("cohorts", "队列：按首次对接的时间看签约和落地") { by, asOf, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/funnel/cohorts?by={Uri.EscapeDataString(parsed.GetValue(by)!)}&asOf={Uri.EscapeDataString(parsed.GetValue(asOf) ?? "")}", parsed.GetValue(json), Show, cancellation), cancellation));

        return command;
    }

    private static void Show(JsonElement answer)
    {
        var table = Session.Table("首次对接", "对接", "签约", "落地", "签约率", "落地率", "签约天数", "落地天数");

        foreach (var x in answer.GetProperty("cohorts").EnumerateArray())
        {
            var (contacted, signed, landed) = (x.GetProperty("contacted").GetInt64(), x.GetProperty("signed").GetInt64(), x.GetProperty("landed").GetInt64());
            table.AddRow(
                x.GetProperty("key").GetString()!, Session.Number(contacted), Session.Number(signed), Session.Number(landed),
                Session.Rate(signed, contacted), Session.Rate(landed, contacted), Days(x.GetProperty("timeToSign")), Days(x.GetProperty("timeToLand")));
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"截至 {answer.GetProperty("asOf").GetString()}，天数为中位数；还没有签约、落地的企业不在天数里。");
    }

    private static string Days(JsonElement taken) =>
        taken.GetProperty("median") is { ValueKind: JsonValueKind.Number } median ? median.GetDouble().ToString("0.#", CultureInfo.InvariantCulture) : "—";
}
