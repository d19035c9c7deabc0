using System.CommandLine;
using System.Text.Json;
using Qingyang.Investment.Lists;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>list</c>: enterprises by filter; every parameter of the list's address is an option. <c>--xlsx</c> saves all of them.</summary>
public static class ListCommand
{
    private static readonly string[] Shown = ["name", "county", "chain", "stage", "lastContactOn", "nextStepOn", "official", "taskForce"];

    public static Command Create()
    {
        // How a page looks is for pages.
        var filters = ListFilter.Names.Where(x => x is not ("view" or "columns")).ToDictionary(x => x, x => new Option<string?>("--" + JsonNamingPolicy.KebabCaseLower.ConvertName(x)) { HelpName = x });
        var (xlsx, json) = (new Option<string?>("--xlsx") { Description = "把筛选出的全部企业存成这个文件", HelpName = "文件" }, Options.Json());
        var command = new Command("list", "企业名单：筛选、排序（GET /api/enterprises/list）") { xlsx, json };

        foreach (var option in filters.Values)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api =>
        {
            var query = string.Join('&', filters.Where(x => parsed.GetValue(x.Value) is not null).Select(x => $"{x.Key}={Uri.EscapeDataString(parsed.GetValue(x.Value)!)}"));

            return parsed.GetValue(xlsx) is { } file
                ? Session.SaveAsync(api, $"/api/enterprises/list.xlsx?{query}", file, cancellation)
                : Session.GetAsync(api, $"/api/enterprises/list?{query}", parsed.GetValue(json), Show, cancellation);
        }, cancellation));

        return command;
    }

    private static void Show(JsonElement list)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("企业", "县区", "产业链", "阶段", "最近对接", "下一步日期", "包抓领导", "专班");

        foreach (var x in list.GetProperty("enterprises").EnumerateArray())
        {
            table.AddRow([.. Shown.Select(p => Markup.Escape(x.GetProperty(p).ToString()))]);
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"共 {Session.Number(list.GetProperty("total").GetInt64())} 户，第 {list.GetProperty("page").GetInt32()} 页。");
    }
}
