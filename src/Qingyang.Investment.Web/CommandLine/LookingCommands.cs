using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>corrections</c> and <c>events</c>: the corrections register, and search over all events.</summary>
public static class LookingCommands
{
    public static IEnumerable<Command> Create() => [Corrections(), Events()];

    private static Command Corrections()
    {
        var (from, to, by, page, json) = (Day("--from", "记录日期从"), Day("--to", "记录日期到"), Words("--by", "记录人"), Words("--page", "第几页"), Options.Json());
        var command = new Command("corrections", "更正登记簿：每一次撤回、更正、合并，新的在前") { from, to, by, page, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/corrections{Of(parsed, ("from", from), ("to", to), ("by", by), ("page", page))}", parsed.GetValue(json), x => List(x, "lines", e => Corrected(e)), cancellation), cancellation));

        return command;
    }

    private static Command Events()
    {
        var (q, by, type, ledger, reason, from, to, page, json) = (
            Words("--q", "内容中的字"), Words("--by", "记录人"), Words("--type", "类型，如 contact_logged"), Words("--ledger", "台账编号或 SHA-256 的开头"), Words("--reason", "原因中的字"),
            Day("--from", "记录日期从"), Day("--to", "记录日期到"), Words("--page", "第几页"), Options.Json());
        var command = new Command("events", "在全部事件中查找，新的在前") { q, by, type, ledger, reason, from, to, page, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/events/search{Of(parsed, ("q", q), ("by", by), ("type", type), ("ledger", ledger), ("reason", reason), ("from", from), ("to", to), ("page", page))}", parsed.GetValue(json), x => List(x, "events", e => Text(e, "sentence") ?? ""), cancellation), cancellation));

        return command;
    }

    private static void List(JsonElement page, string name, Func<JsonElement, string> told)
    {
        foreach (var e in page.GetProperty(name).EnumerateArray())
        {
            var at = e.GetProperty("recordedAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            Console.WriteLine($"第 {Session.Number(e.GetProperty("position").GetInt64())} 号，{at}，{Text(e, "recordedBy")}，{Text(e, "name")}：{told(e)}");
        }

        Console.WriteLine($"共 {Session.Number(page.GetProperty("total").GetInt64())} 条，第 {page.GetProperty("page")} 页。");
    }

    private static string Of(ParseResult parsed, params ReadOnlySpan<(string Name, Option<string?> Option)> options)
    {
        var query = new QueryBuilder();

        foreach (var (name, option) in options)
        {
            if (parsed.GetValue(option) is { } value)
            {
                query.Add(name, value);
            }
        }

        return query.ToQueryString().ToString();
    }

    private static Option<string?> Words(string name, string description) => new(name) { Description = description, HelpName = "…" };

    private static Option<string?> Day(string name, string description) => new(name) { Description = description, HelpName = "日期" };

    private static string Corrected(JsonElement e)
    {
        var kind = Text(e, "kind") switch { "retraction" => "撤回", "correction" => "更正", "merge" => "合并", _ => "撤销合并" };

        // A merge's own sentence says why.
        return $"{kind}：{Text(e, "was")}{(Text(e, "now") is { } now ? $" → {now}" : "")}{(e.GetProperty("wasPosition").ValueKind == JsonValueKind.Number ? $"，原因：{Text(e, "reason")}" : "")}";
    }

    private static string? Text(JsonElement x, string name) => x.GetProperty(name).GetString();
}
