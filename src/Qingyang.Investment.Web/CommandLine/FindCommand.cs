using System.CommandLine;
using System.Text.Json;
using Qingyang.Investment.Funnel;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>find</c>: enterprises by part of a name, initials of its pinyin, or part of the credit code.</summary>
public static class FindCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("WORDS") { Description = "名称的一部分、曾用名、拼音首字母（如 qysk）或统一社会信用代码", Arity = ArgumentArity.OneOrMore };
        var limit = new Option<int>("--limit") { Description = "最多列出几户", DefaultValueFactory = _ => 20, HelpName = "户数" };
        var json = Options.Json();
        var command = new Command("find", "查找企业") { words, limit, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/enterprises?q={Uri.EscapeDataString(string.Join(' ', parsed.GetValue(words)!))}&limit={parsed.GetValue(limit)}", parsed.GetValue(json), Show, cancellation), cancellation));

        return command;
    }

    private static void Show(JsonElement found)
    {
        var enterprises = found.GetProperty("enterprises").EnumerateArray().ToList();

        if (enterprises.Count == 0)
        {
            Console.WriteLine("没有找到。");

            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("企业", "统一社会信用代码", "县区", "产业链", "阶段");

        foreach (var x in enterprises)
        {
            var name = x.GetProperty("name").GetString()! + (x.GetProperty("matchedName").GetString() is { } other ? $"（又名 {other}）" : "");
            var stage = Stages.TryParse(x.GetProperty("stage").GetString(), out var reached) ? reached.ToChinese() : "";
            table.AddRow([.. new[] { name, x.GetProperty("creditCode").ToString(), x.GetProperty("county").ToString(), x.GetProperty("chain").ToString(), stage }.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
        Console.WriteLine(found.GetProperty("more").GetBoolean() ? $"还有更多，请写得更详细。以上 {enterprises.Count} 户。" : $"共 {enterprises.Count} 户。");
    }
}
