using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary>What an auditor asks beside figures: certificates, published tables, the corrections register, events, and the undoing of a ledger.</summary>
public static class AuditCommands
{
    public static IEnumerable<Command> Create() => [Certificate(), CheckTable(), UndoLedger(), Corrections(), Events()];

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
        Console.WriteLine($"凭证 {Text(x, "code")}：截至 {Text(x, "asOf")}，{Text(x, "stage")} {Session.Number(x.GetProperty("count").GetInt64())} 户（日志位置 {Session.Number(x.GetProperty("position").GetInt64())}，{Text(x, "filters")}）");
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
        var (definition, json) = (Options.Definition(), Options.Json());
        var command = new Command("check-table", "逐格核对一张已发布的表；全部相符时退出码为 0") { file, definition, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, async api =>
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(parsed.GetValue(file)!, cancellation));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var answer = await api.PostAsync(new Uri($"/api/tables/check?definition={Uri.EscapeDataString(parsed.GetValue(definition) ?? "")}", UriKind.Relative), content, cancellation);
            var same = false;
            var said = await Session.AnswerAsync(answer, json: false, x =>
            {
                same = x.GetProperty("same").GetInt32() == x.GetProperty("cells").GetInt32();
                Console.WriteLine(parsed.GetValue(json) ? x.GetRawText() : Told(x));
            }, cancellation);

            return said == Exit.Done && same ? Exit.Done : Exit.Failed;
        }, cancellation));

        return command;
    }

    private static string Told(JsonElement table) => string.Join('\n', table.GetProperty("rows").EnumerateArray().Where(x => Text(x, "verdict") != "same")
        .Select(x => $"第 {x.GetProperty("row")} 行 {Text(x, "figure")} {Text(x, "date")} {Text(x, "group")}：发布 {Text(x, "value")}，当时所知 {x.GetProperty("then")}，现在所知 {x.GetProperty("now")}。{Text(x, "sentence")}")
        .Append($"{table.GetProperty("cells")} 格：{table.GetProperty("same")} 相符，{table.GetProperty("differing")} 不符，{table.GetProperty("unreadable")} 读不懂。"));

    private static Command UndoLedger()
    {
        var ledger = new Argument<Guid>("LEDGER") { Description = "台账编号（./qy ledgers）" };
        var reason = new Option<string>("--reason") { Description = "原因，必填，长期保留", Required = true, HelpName = "原因" };
        var (json, account) = (Options.Json(), Options.As());
        var command = new Command("undo-ledger", "撤销一份台账的入账：每个条目由一个撤回事件冲销") { ledger, reason, json, account };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), async api =>
        {
            await Console.Error.WriteLineAsync("正在撤销……");

            return await Session.PostAsync(api, $"/api/ledgers/{parsed.GetValue(ledger)}/undoing", new { reason = parsed.GetValue(reason) }, parsed.GetValue(json), x =>
            {
                foreach (var left in x.GetProperty("kept").EnumerateArray().Concat(x.GetProperty("refused").EnumerateArray()))
                {
                    Console.WriteLine($"    第 {Session.Number(left.GetProperty("position").GetInt64())} 号：{Text(left, "sentence")}");
                }

                Console.WriteLine($"冲销 {Session.Number(x.GetProperty("reversed").GetInt32())} 条，保留 {x.GetProperty("kept").GetArrayLength()} 条，拒绝 {x.GetProperty("refused").GetArrayLength()} 条。");
            }, cancellation);
        }, cancellation));

        return command;
    }

    private static Command Corrections()
    {
        var (from, to, by, page, json) = (Day("--from", "记录日期从"), Day("--to", "记录日期到"), Words("--by", "记录人"), Words("--page", "第几页"), Options.Json());
        var command = new Command("corrections", "更正登记簿：每一次撤回、更正、合并，新的在前") { from, to, by, page, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/corrections{Of(parsed, ("from", from), ("to", to), ("by", by), ("page", page))}", parsed.GetValue(json), x => List(x, "lines", e => $"{Text(e, "kind")}：{Text(e, "was")} → {Text(e, "now")}，原因：{Text(e, "reason")}"), cancellation), cancellation));

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

    private static string? Text(JsonElement x, string name) => x.GetProperty(name).GetString();
}
