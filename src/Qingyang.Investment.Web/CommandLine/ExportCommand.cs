using System.CommandLine;
using System.Globalization;
using Qingyang.Investment.Audit.Evidence;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>export</c>: an evidence pack into a file, of the whole log or of a part of it.</summary>
public static class ExportCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--out") { Description = "存成这个文件（zip）", HelpName = "文件", Required = true };
        var enterprise = Text("--enterprise", "只要一家企业：编号、统一社会信用代码或名称", "企业");
        var county = Text("--county", "只要一个县区；与 --figure 一起则是其中这个县区", "县区");
        var (from, to) = (Text("--from", "只要这一天起记录的；与 --figure 一起则是这一天起达到的", "日期"), Text("--to", "到这一天为止", "日期"));
        var figure = Text("--figure", "只要一个数字里的企业：registered、contacted、signed、landed", "阶段");
        var (chain, source, origin) = (Text("--chain", "数字里的这条产业链", "产业链"), Text("--source", "数字里的这种线索来源", "来源"), Text("--origin", "数字里的这个注册地", "注册地"));
        var month = Text("--month", "数字里在这个月达到的，如 2024-06", "月份");
        var (contactedFrom, contactedTo) = (Text("--contacted-from", "首次对接在这一天或以后", "日期"), Text("--contacted-to", "首次对接在这一天或以前", "日期"));
        var (asOf, account) = (Options.AsOf(), Options.As());
        var command = new Command("export", "导出证据包：事件、证明、检查点、公钥、数字（用 verify 核验）")
        {
            file, enterprise, county, from, to, figure, asOf, chain, source, origin, month, contactedFrom, contactedTo, account,
        };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), api => SaveAsync(
            api,
            new EvidenceRequest(
                parsed.GetValue(figure) is not null ? "figure" : parsed.GetValue(enterprise) is not null ? "enterprise" : parsed.GetValue(county) is not null ? "county"
                : parsed.GetValue(from) is not null || parsed.GetValue(to) is not null ? "period" : "all",
                parsed.GetValue(enterprise), parsed.GetValue(county), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(figure), parsed.GetValue(asOf),
                parsed.GetValue(chain), parsed.GetValue(source), parsed.GetValue(origin), parsed.GetValue(month), parsed.GetValue(contactedFrom), parsed.GetValue(contactedTo)),
            parsed.GetValue(file)!, cancellation), cancellation));

        return command;
    }

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    /// <summary>Under another name until it is whole: what was broken off must not look like evidence.</summary>
    private static async Task<int> SaveAsync(HttpClient api, EvidenceRequest asked, string file, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/evidence", UriKind.Relative)) { Content = JsonContent.Create(asked) };
        using var answer = await api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

        if (!answer.IsSuccessStatusCode)
        {
            return await Session.AnswerAsync(answer, json: false, _ => { }, cancellation);
        }

        var unfinished = file + ".unfinished";

        try
        {
            await using (var to = File.Create(unfinished))
            {
                await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
                await WatchedAsync(bytes => CopyAsync(content, to, bytes, cancellation));
            }

            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            File.Delete(unfinished);
            await Console.Error.WriteLineAsync($"导出中断了，没有存下文件：{e.Message}");

            return Exit.Failed;
        }

        await Console.Error.WriteLineAsync($"已存到 {file}。用 ./qy verify {file} 核验。");

        return Exit.Done;
    }

    /// <summary>How much there is in all nobody knows beforehand: it tells how much came.</summary>
    private static Task WatchedAsync(Func<Action<long>, Task> work) => Console.IsErrorRedirected
        ? work(_ => { })
        : Session.Errors.Status().StartAsync("正在导出……", status => work(bytes => status.Status(string.Create(CultureInfo.InvariantCulture, $"正在导出…… {bytes / 1048576.0:0.0} MB"))));

    private static async Task CopyAsync(Stream from, Stream to, Action<long> told, CancellationToken cancellation)
    {
        var (buffer, total) = (new byte[1 << 17], 0L);

        for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            told(total += read);
        }
    }
}
