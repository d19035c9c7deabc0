using System.CommandLine;
using System.Globalization;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>rebuild</c>: the read models anew from event zero, and how fast.</summary>
public static class RebuildCommand
{
    public static Command Create()
    {
        var json = Options.Json();
        var command = new Command("rebuild", "从第一个事件重建读模型") { json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, async api =>
        {
            await Console.Error.WriteLineAsync("正在重建……");

            return await Session.PostAsync(api, "/api/rebuilds", new { }, parsed.GetValue(json), answer => Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"已重建：{answer.GetProperty("events").GetInt64():N0} 个事件，{answer.GetProperty("seconds").GetDouble():0.0} 秒，每秒 {answer.GetProperty("eventsPerSecond").GetDouble():N0} 个。")), cancellation);
        }, cancellation));

        return command;
    }
}
