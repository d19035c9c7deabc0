using System.CommandLine;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>diff</c>: what changed between two answers of the funnel, and the events that did it.</summary>
public static class DiffCommand
{
    private const int Shown = 200;

    private static readonly string[] Counts = ["registered", "contacted", "signed", "landed"];

    private static string Cause(string? cause) => cause switch
    {
        "entry" => "新发生",
        "lateEntry" => "补录",
        "dayPassed" => "日期已到",
        "before" => "原有依据",
        "registration" => "登记",
        "retraction" => "撤回",
        "correction" => "更正",
        "reassignment" => "改派县区",
        "merge" => "合并",
        "mergeUndone" => "撤销合并",
        _ => cause ?? "",
    };

    public static Command Create()
    {
        var thenAsOf = new Option<string?>("--then-as-of") { Description = "先前的答案截至哪一天；不写则与 --as-of 相同", HelpName = "日期" };
        var thenKnownAt = new Option<string?>("--then-known-at") { Description = "先前的答案当时已知：日志位置、时刻或日期", HelpName = "位置" };
        var (asOf, knownAt, definition, json) = (Options.AsOf(), Options.KnownAt(), Options.Definition(), Options.Json());
        var command = new Command("diff", "两个答案之间变了什么：哪些企业进来、出去、移动，由哪些事件造成") { asOf, knownAt, thenAsOf, thenKnownAt, definition, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api =>
        {
            var query = new QueryBuilder();

            foreach (var (name, option) in new[] { ("asOf", asOf), ("knownAt", knownAt), ("thenAsOf", thenAsOf), ("thenKnownAt", thenKnownAt), ("definition", definition) })
            {
                query.Add(name, parsed.GetValue(option) ?? "");
            }

            return Session.GetAsync(api, $"/api/funnel/changes{query.ToQueryString()}", parsed.GetValue(json), Show, cancellation);
        }, cancellation));

        return command;
    }

    private static void Show(JsonElement answer)
    {
        var (then, now, difference) = (answer.GetProperty("then"), answer.GetProperty("now"), answer.GetProperty("difference"));
        var table = Session.Table("户", "在册", "对接", "签约", "落地");
        Add("先前 " + Basis(then), then);
        Add("现在 " + Basis(now), now);
        Add("差额", difference);
        AnsiConsole.Write(table);

        foreach (var row in answer.GetProperty("rows").EnumerateArray().Take(Shown))
        {
            Console.WriteLine($"{Change(row)} {row.GetProperty("name").GetString()}：{Told(row, "was")} → {Told(row, "is")}");

            foreach (var e in row.GetProperty("events").EnumerateArray())
            {
                Console.WriteLine($"    第 {Session.Number(e.GetProperty("position").GetInt64())} 号，{Cause(e.GetProperty("cause").GetString())}，{e.GetProperty("recordedBy").GetString()}记录：{e.GetProperty("sentence").GetString()}");
            }
        }

        var total = answer.GetProperty("total").GetInt32();
        Console.WriteLine(total > Shown ? $"共 {Session.Number(total)} 家有变化，这里列出前 {Shown} 家；--json 给出全部。" : $"共 {Session.Number(total)} 家有变化。");

        void Add(string name, JsonElement x) =>
            table.AddRow([Markup.Escape(name), .. Counts.Select(p => Session.Number(x.GetProperty(p).GetInt64()))]);
    }

    private static string Basis(JsonElement answer) =>
        $"截至 {answer.GetProperty("asOf").GetString()}，日志位置 {Session.Number(answer.GetProperty("position").GetInt64())}，口径 {answer.GetProperty("definition").GetString()}";

    private static string Change(JsonElement row) => row.GetProperty("change").GetString() switch { "in" => "进", "out" => "出", _ => "移" };

    /// <summary>How far it was and in which county; of one that moved, what else may have moved: the days, and its other groups.</summary>
    private static string Told(JsonElement row, string which)
    {
        if (row.GetProperty(which) is not { ValueKind: JsonValueKind.Object } x)
        {
            return "（不在）";
        }

        string?[] parts = row.GetProperty("change").GetString() == "moved"
            ? [Session.StageOf(x), Text("contactedOn"), Text("signedOn"), Text("landedOn"), Text("county"), Text("chain"), Text("source"), Text("origin")]
            : [Session.StageOf(x), Text("county")];

        return string.Join('，', parts.Where(p => p is not null));

        string? Text(string name) => x.GetProperty(name).GetString();
    }
}
