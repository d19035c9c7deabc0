using System.CommandLine;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>funnel</c>: the funnel as of a day, by group; <c>--open</c> opens one of its figures.</summary>
public static class FunnelCommand
{
    public static Command Create()
    {
        var by = new Option<string?>("--by") { Description = "分组：county 县区、chain 产业链、source 线索来源、origin 注册地、month 月份", HelpName = "分组" };
        var open = new Option<string?>("--open") { Description = "打开一个数字，列出其中的企业：contacted、signed、landed", HelpName = "阶段" };
        var key = new Option<string?>("--key") { Description = "与 --by 一起，只打开这一组", HelpName = "组" };
        var page = new Option<int>("--page") { Description = "第几页", DefaultValueFactory = _ => 1, HelpName = "页" };
        var xlsx = new Option<string?>("--xlsx") { Description = "把漏斗、县区、产业链、线索来源、月度、队列存成这个文件", HelpName = "文件" };
        var beside = new Option<string?>("--beside") { Description = "并排给出另一个口径", HelpName = "口径" };
        var (asOf, knownAt, definition, json) = (Options.AsOf(), Options.KnownAt(), Options.Definition(), Options.Json());
        var command = new Command("funnel", "招商漏斗：对接、签约、落地") { asOf, knownAt, definition, beside, by, open, key, page, xlsx, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api =>
        {
            var group = parsed.GetValue(by) ?? "";
            var basis = new QueryBuilder { { "asOf", parsed.GetValue(asOf) ?? "" }, { "knownAt", parsed.GetValue(knownAt) ?? "" }, { "definition", parsed.GetValue(definition) ?? "" } }.ToQueryString();

            return parsed.GetValue(xlsx) is { } file
                ? Session.SaveAsync(api, $"/api/funnel/export.xlsx{basis}", file, cancellation)
                : parsed.GetValue(open) is { } stage
                ? Session.GetAsync(
                    api, $"/api/funnel/enterprises{basis}&stage={Uri.EscapeDataString(stage)}&page={parsed.GetValue(page)}" +
                         (parsed.GetValue(key) is { } only ? $"&{Uri.EscapeDataString(group)}={Uri.EscapeDataString(only)}" : ""),
                    parsed.GetValue(json), ShowEnterprises, cancellation)
                : Session.GetAsync(api, $"/api/funnel{basis}&groupBy={Uri.EscapeDataString(group)}&beside={Uri.EscapeDataString(parsed.GetValue(beside) ?? "")}", parsed.GetValue(json), x => Show(x, rates: group != "month"), cancellation);
        }, cancellation));

        return command;
    }

    /// <param name="funnel">The answer.</param>
    /// <param name="rates">Not by month: who signed in a month is not who was contacted in it.</param>
    private static void Show(JsonElement funnel, bool rates)
    {
        var table = Session.Table(["户", "对接", "签约", "落地", .. rates ? (string[])["签约/对接", "落地/签约", "落地/对接"] : []]);
        Add(table, "全部", funnel, rates);

        foreach (var group in funnel.GetProperty("groups").EnumerateArray())
        {
            Add(table, group.GetProperty("key").GetString()!, group, rates);
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"截至 {funnel.GetProperty("asOf").GetString()}，日志位置 {Session.Number(funnel.GetProperty("position").GetInt64())}，口径 {funnel.GetProperty("definition").GetString()}，在册 {Session.Number(funnel.GetProperty("registered").GetInt64())} 户。");

        if (funnel.TryGetProperty("beside", out var beside))
        {
            Show(beside, rates);
        }
    }

    private static void Add(Table table, string key, JsonElement counts, bool rates)
    {
        var (contacted, signed, landed) = (counts.GetProperty("contacted").GetInt64(), counts.GetProperty("signed").GetInt64(), counts.GetProperty("landed").GetInt64());
        table.AddRow([
            Markup.Escape(key), Session.Number(contacted), Session.Number(signed), Session.Number(landed),
            .. rates ? (string[])[Session.Rate(signed, contacted), Session.Rate(landed, signed), Session.Rate(landed, contacted)] : []]);
    }

    private static readonly string[] Shown = ["reachedOn", "name", "creditCode", "county", "chain", "position"];

    private static void ShowEnterprises(JsonElement figure)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("达到日期", "企业", "统一社会信用代码", "县区", "产业链", "日志位置");

        foreach (var x in figure.GetProperty("enterprises").EnumerateArray())
        {
            table.AddRow([.. Shown.Select(p => Markup.Escape(x.GetProperty(p).ToString()))]);
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"共 {Session.Number(figure.GetProperty("total").GetInt64())} 户，第 {figure.GetProperty("page").GetInt32()} 页。用 ./qy enterprise 代码 看一家企业的全部经过。");
    }
}
