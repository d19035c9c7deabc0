using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Qingyang.Investment.Platform;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>replay</c>: folds the log from event zero and compares with every read model. Exit 0 only where all are equal.</summary>
public static class ReplayCommand
{
    public static Command Create()
    {
        var to = new Option<long?>("--to") { Description = "重放到哪个日志位置；不写则到统计目前的位置", HelpName = "位置" };
        var (json, account) = (Options.Json(), Options.As());
        var command = new Command("replay", "从第一个事件起重放日志，与每个读模型逐行比对") { to, json, account };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), async api =>
        {
            await Console.Error.WriteLineAsync("正在重放……");
            var isEqual = false;
            using var answer = await api.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/api/replays?to={parsed.GetValue(to)}"), UriKind.Relative), content: null, cancellation);
            var said = await Session.AnswerAsync(answer, json: false, certificate =>
            {
                isEqual = certificate.GetProperty("isEqual").GetBoolean();

                if (parsed.GetValue(json))
                {
                    Console.WriteLine(certificate.GetRawText());
                }
                else
                {
                    Show(certificate);
                }
            }, cancellation);

            return said == Exit.Done && isEqual ? Exit.Done : Exit.Failed;
        }, cancellation));

        return command;
    }

    private static void Show(JsonElement certificate)
    {
        var table = Session.Table("读模型", "结果", "行", "不同的行", "摘要（SHA-256）");

        foreach (var model in certificate.GetProperty("models").EnumerateArray())
        {
            table.AddRow(
                Say.Of("model." + model.GetProperty("name").GetString()), model.GetProperty("outcome").GetString() switch { "equal" => "一致", "differs" => "不一致", _ => "只能在目前的位置比对" },
                Session.Number(model.GetProperty("rows").GetInt64()), Session.Number(model.GetProperty("differing").GetInt64()), model.GetProperty("digest").GetString()!);
        }

        AnsiConsole.Write(table);

        foreach (var row in certificate.GetProperty("models").EnumerateArray().SelectMany(x => x.GetProperty("first").EnumerateArray().Select(r => (Name: x.GetProperty("name").GetString(), Row: r))))
        {
            Console.WriteLine($"{row.Name}，企业 {row.Row.GetProperty("enterpriseId")}，第 {row.Row.GetProperty("after")} 号事件之后不一致{(row.Row.GetProperty("wasEverSo").GetBoolean() ? "（停在此前）" : "（日志从未得出过这样的行）")}：");
            Console.WriteLine($"    应为 {row.Row.GetProperty("expected").GetString() ?? "（无）"}");
            Console.WriteLine($"    实为 {row.Row.GetProperty("found").GetString() ?? "（无）"}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(certificate.GetProperty("isEqual").GetBoolean() ? "全部一致" : "有不一致")}：{certificate.GetProperty("events").GetInt64():N0} 个事件，日志位置 {certificate.GetProperty("position").GetInt64():N0}，重算 {certificate.GetProperty("foldSeconds").GetDouble():0.00} 秒，共 {certificate.GetProperty("seconds").GetDouble():0.00} 秒。证书 {certificate.GetProperty("id")}。"));
    }
}
