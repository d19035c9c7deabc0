using System.CommandLine;
using System.Globalization;
using Qingyang.Investment.Verifier;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>verify</c>: checks an evidence pack, by the same program that strangers get. It asks no server and no database.</summary>
public static class VerifyCommand
{
    public static Command Create()
    {
        var pack = new Argument<string>("证据包") { Description = "导出的 zip" };
        var anchor = new Option<string?>("--anchor") { Description = "外部存证：文件夹，或一份签名文件", HelpName = "存证" };
        var key = new Option<string?>("--key") { Description = "从别处得到的公钥文件", HelpName = "文件" };
        var json = Options.Json();
        var command = new Command("verify", "核验证据包。退出码 0 全部相符，1 有不符之处，2 不是证据包或读不出来") { pack, anchor, key, json };
        command.SetAction(parsed => Console.IsErrorRedirected || parsed.GetValue(json)
            ? Verify.Run(parsed.GetValue(pack)!, parsed.GetValue(anchor), parsed.GetValue(key), parsed.GetValue(json), progress: null)
            : Session.Errors.Status().Start("正在核验……", status => Verify.Run(
                parsed.GetValue(pack)!, parsed.GetValue(anchor), parsed.GetValue(key), json: false,
                (done, all) => status.Status(string.Create(CultureInfo.InvariantCulture, $"正在核验…… {done:N0} / {all:N0} 个事件")))));

        return command;
    }
}
