using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>webhooks</c>, <c>add-webhook</c>, <c>remove-webhook</c>: who is told of events.</summary>
public static class WebhookCommands
{
    private const string Path = "/api/webhooks";

    public static IEnumerable<Command> Create() => [List(), Add(), Remove()];

    private static Command List()
    {
        var json = Options.Json();
        var command = new Command("webhooks", "事件推送：有哪些，各自落后多少") { json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(api, Path, parsed.GetValue(json), Show, cancellation), cancellation));

        return command;
    }

    private static void Show(JsonElement webhooks)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("编号", "地址", "状态", "还差（个事件）");

        foreach (var x in webhooks.EnumerateArray())
        {
            var failures = x.GetProperty("failures").GetInt32();
            table.AddRow(
                x.GetProperty("id").GetString()!, Markup.Escape(x.GetProperty("url").GetString()!),
                x.GetProperty("paused").GetBoolean() ? "暂停" : failures == 0 ? "正常" : Markup.Escape($"连续失败 {failures} 次：{x.GetProperty("lastError").GetString()}"),
                Session.Number(x.GetProperty("behind").GetInt64()));
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"共 {webhooks.GetArrayLength()} 个事件推送。");
    }

    private static Command Add()
    {
        var url = new Argument<string>("URL") { Description = "接收事件的地址，http:// 或 https://" };
        var types = new Option<string[]>("--type") { Description = "只要这种事件，可写多次；不写则为全部", HelpName = "事件类型" };
        var from = new Option<long?>("--from") { Description = "从哪个日志位置之后开始，0 为从头；不写则从现在开始", HelpName = "日志位置" };
        var (json, recorder) = (Options.Json(), Options.As());
        var command = new Command("add-webhook", "登记一个事件推送") { url, types, from, json, recorder };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(recorder), api => Session.PostAsync(
            api, Path, new { url = parsed.GetValue(url), types = parsed.GetValue(types) is { Length: > 0 } some ? some : null, from = parsed.GetValue(from) }, parsed.GetValue(json),
            x => Console.WriteLine($"已登记：{x.GetProperty("id")}\n签名密钥（只显示这一次）：{x.GetProperty("secret").GetString()}"), cancellation), cancellation));

        return command;
    }

    private static Command Remove()
    {
        var id = new Argument<string>("ID") { Description = "事件推送的编号" };
        var command = new Command("remove-webhook", "去掉一个事件推送") { id };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, async api =>
        {
            using var answer = await api.DeleteAsync(new Uri($"{Path}/{Uri.EscapeDataString(parsed.GetValue(id)!)}", UriKind.Relative), cancellation);

            if (answer.IsSuccessStatusCode)
            {
                Console.WriteLine("已去掉。");

                return Exit.Done;
            }

            await Console.Error.WriteLineAsync(Session.Problem(await answer.Content.ReadAsStringAsync(cancellation), answer));

            return Exit.Failed;
        }, cancellation));

        return command;
    }
}
