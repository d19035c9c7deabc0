using System.CommandLine;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>undo-ledger</c>: a whole ledger reversed, and what stays, entry by entry.</summary>
public static class UndoLedgerCommand
{
    public static Command Create()
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
                    Console.WriteLine($"    第 {Session.Number(left.GetProperty("position").GetInt64())} 号：{left.GetProperty("sentence").GetString()}");
                }

                Console.WriteLine($"冲销 {Session.Number(x.GetProperty("reversed").GetInt32())} 条，保留 {x.GetProperty("kept").GetArrayLength()} 条，拒绝 {x.GetProperty("refused").GetArrayLength()} 条。");
            }, cancellation);
        }, cancellation));

        return command;
    }
}
