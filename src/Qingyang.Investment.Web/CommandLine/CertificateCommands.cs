using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>certificate</c> and <c>check-table</c>: figures that were fixed or published, counted again.</summary>
public static class CertificateCommands
{
    public static IEnumerable<Command> Create() => [Certificate(), CheckTable()];

    private static Command Certificate()
    {
        var code = new Argument<string?>("CODE") { Description = "短码", Arity = ArgumentArity.ZeroOrOne };
        var fix = new Option<string?>("--fix") { Description = "固定一个数字：registered、contacted、signed、landed；与 --as-of、--known-at、--definition、--county 一起", HelpName = "阶段" };
        var county = new Option<string?>("--county") { Description = "只计这个县区", HelpName = "县区" };
        var (asOf, knownAt, definition, json, account) = (Options.AsOf(), Options.KnownAt(), Options.Definition(), Options.Json(), Options.As());
        var command = new Command("certificate", "数据凭证：按短码取回一个固定过的数字，或固定一个") { code, fix, county, asOf, knownAt, definition, json, account };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), async api =>
        {
            if (parsed.GetValue(fix) is not { } stage)
            {
                return await Session.GetAsync(api, $"/api/certificates/{Uri.EscapeDataString(parsed.GetValue(code) ?? "")}", parsed.GetValue(json), Show, cancellation);
            }

            var query = new QueryBuilder { { "stage", stage }, { "asOf", parsed.GetValue(asOf) ?? "" }, { "knownAt", parsed.GetValue(knownAt) ?? "" }, { "definition", parsed.GetValue(definition) ?? "" } };

            if (parsed.GetValue(county) is { } only)
            {
                query.Add("county", only);
            }

            using var answer = await api.PostAsync(new Uri($"/api/certificates{query.ToQueryString()}", UriKind.Relative), content: null, cancellation);

            return await Session.AnswerAsync(answer, parsed.GetValue(json), Show, cancellation);
        }, cancellation));

        return command;
    }

    private static void Show(JsonElement x)
    {
        Console.WriteLine($"凭证 {Text(x, "code")}：截至 {Text(x, "asOf")}，{Session.StageOf(x)} {Session.Number(x.GetProperty("count").GetInt64())} 户（日志位置 {Session.Number(x.GetProperty("position").GetInt64())}，{Text(x, "filtersInWords")}）");
        Console.WriteLine(Text(x, "definitionWords"));
        Console.WriteLine($"企业编号摘要 {Text(x, "digest")}，由{Text(x, "by")}固定。");
        Console.WriteLine(x.GetProperty("holds").GetBoolean() ? "按当时的位置重新清点：相符。" : "按当时的位置重新清点：不符！");
        Console.WriteLine(x.GetProperty("checkpoint") is { ValueKind: JsonValueKind.Object } c ? $"其上的检查点：{Session.Number(c.GetProperty("size").GetInt64())} 片叶。" : "还没有检查点覆盖到它。");
        Console.WriteLine(x.GetProperty("isSameNow").GetBoolean() ? "现在仍是同一个数字。" : $"现在是 {Session.Number(x.GetProperty("now").GetInt64())} 户，因为：");

        foreach (var e in x.GetProperty("changes").EnumerateArray().SelectMany(r => r.GetProperty("events").EnumerateArray()))
        {
            Console.WriteLine($"    第 {Session.Number(e.GetProperty("position").GetInt64())} 号，{Text(e, "recordedBy")}记录：{Text(e, "sentence")}");
        }
    }

    private static Command CheckTable()
    {
        var file = new Argument<string>("FILE") { Description = "CSV，列：指标、日期、分组、数值" };
        var (knownAt, definition, json) = (Options.KnownAt(), Options.Definition(), Options.Json());
        var command = new Command("check-table", "逐格核对一张已发布的表；有不符或读不懂的格时退出码为 1") { file, knownAt, definition, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, async api =>
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(parsed.GetValue(file)!, cancellation));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var query = new QueryBuilder { { "knownAt", parsed.GetValue(knownAt) ?? "" }, { "definition", parsed.GetValue(definition) ?? "" } };
            using var answer = await api.PostAsync(new Uri($"/api/tables/check{query.ToQueryString()}", UriKind.Relative), content, cancellation);
            var holds = false;
            var said = await Session.AnswerAsync(answer, json: false, x =>
            {
                holds = x.GetProperty("differing").GetInt32() + x.GetProperty("unreadable").GetInt32() == 0;
                Console.WriteLine(parsed.GetValue(json) ? x.GetRawText() : Told(x));
            }, cancellation);

            return said == Exit.Done && holds ? Exit.Done : Exit.Failed;
        }, cancellation));

        return command;
    }

    private static string Told(JsonElement table) => string.Join('\n', table.GetProperty("rows").EnumerateArray().Where(x => Text(x, "verdict") != "same")
        .Select(x => $"第 {x.GetProperty("row")} 行 {Text(x, "figure")} {Text(x, "date")} {Text(x, "group")}：发布 {Text(x, "value")}，{Sentence(x)}")
        .Append($"{table.GetProperty("cells")} 格：{table.GetProperty("same")} 相符，{table.GetProperty("sameThen")} 与当时相符、此后有变，{table.GetProperty("differing")} 不符，{table.GetProperty("unreadable")} 读不懂（口径 {Text(table, "definition")}，日志位置 {table.GetProperty("position")}）。"));

    private static string Sentence(JsonElement cell) => Text(cell, "sentence") ?? $"清点 {cell.GetProperty("known")}，当天所知 {cell.GetProperty("then")}。";

    private static string? Text(JsonElement x, string name) => x.GetProperty(name).GetString();
}
