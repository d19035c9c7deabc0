using System.CommandLine;
using System.Text.Json;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>checkpoint</c>: how far the log is sealed, whether it matches its evidence, and the newest checkpoint, to be kept elsewhere.</summary>
public static class CheckpointCommand
{
    private const string Usual = "sha256";

    public static Command Create()
    {
        var suite = new Option<string>("--suite") { Description = "sha256（SHA-256 和 Ed25519）或 sm3（SM3 和 SM2）", HelpName = "算法", DefaultValueFactory = _ => Usual };
        suite.AcceptOnlyFromAmong(Usual, "sm3");
        var json = Options.Json();
        var command = new Command("checkpoint", "日志封存到哪里、与存证是否一致，以及最新的检查点") { suite, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, async api =>
        {
            var signed = true;
            var exit = await Session.GetAsync(api, "/api/log/state", json: false, state =>
            {
                signed = state.GetProperty("signed").GetBoolean();
                Show(state, parsed.GetValue(suite)!, parsed.GetValue(json));
            }, cancellation);

            return signed ? exit : Exit.Failed;
        }, cancellation));

        return command;
    }

    private static void Show(JsonElement state, string suite, bool json)
    {
        if (json)
        {
            Console.WriteLine(state.GetRawText());

            return;
        }

        Console.WriteLine($"已封存到日志位置 {Session.Number(state.GetProperty("sealed").GetInt64())}，共 {Session.Number(state.GetProperty("size").GetInt64())} 个叶；还有 {Session.Number(state.GetProperty("unsealed").GetInt64())} 个事件没有封存。");
        Console.WriteLine(state.GetProperty("detail").GetString());
        var newest = state.GetProperty("checkpoints").EnumerateArray().FirstOrDefault(x => x.GetProperty("suite").GetString() == suite);

        if (newest.ValueKind == JsonValueKind.Undefined)
        {
            Console.WriteLine("还没有检查点。");

            return;
        }

        Console.WriteLine("最新的检查点，请在系统之外保存：");
        Console.WriteLine();
        Console.Write(newest.GetProperty("note").GetString());
    }
}
