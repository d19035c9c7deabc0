using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>accounts</c>, <c>add-account</c>, <c>change-account</c>, <c>reset-password</c>, <c>token</c>: who may sign in.</summary>
public static class AccountCommands
{
    public static IEnumerable<Command> Create() => [All(), Add(), Change(), Reset(), Token()];

    private static Command All()
    {
        var (json, account) = (Options.Json(), Options.As());
        var command = new Command("accounts", "账户：谁可以登录") { json, account };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), api => Session.GetAsync(api, "/api/accounts", parsed.GetValue(json), accounts =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("账户", "角色", "状态", "上次登录");

            foreach (var x in accounts.EnumerateArray())
            {
                table.AddRow(
                    Markup.Escape(x.GetProperty("name").GetString()!), x.GetProperty("role").GetString()!,
                    x.GetProperty("disabled").GetBoolean() ? "停用" : "可用", Markup.Escape(x.GetProperty("lastSignedInAt").ToString()));
            }

            AnsiConsole.Write(table);
        }, cancellation), cancellation));

        return command;
    }

    private static Command Add()
    {
        var (name, role, json, account) = (Name(), RoleOption(), Options.Json(), Options.As());
        var command = new Command("add-account", "新建账户，密码只显示一次") { name, role, json, account };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), api => Session.PostAsync(
            api, "/api/accounts", new { name = parsed.GetValue(name), role = parsed.GetValue(role) }, parsed.GetValue(json), ShowPassword, cancellation), cancellation));

        return command;
    }

    private static Command Change()
    {
        var disable = new Option<bool>("--disable") { Description = "停用：不能再登录，已登录的立即退出" };
        var (name, role, json, account) = (Name(), RoleOption(), Options.Json(), Options.As());
        var command = new Command("change-account", "改变角色，停用或重新启用账户") { name, role, disable, json, account };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), async api =>
        {
            using var answer = await api.PutAsJsonAsync(
                $"/api/accounts/{Uri.EscapeDataString(parsed.GetValue(name)!)}", new { role = parsed.GetValue(role), disabled = parsed.GetValue(disable) }, cancellation);

            return await Session.AnswerAsync(answer, parsed.GetValue(json), _ => Console.WriteLine("已改。"), cancellation);
        }, cancellation));

        return command;
    }

    private static Command Reset()
    {
        var (name, json, account) = (Name(), Options.Json(), Options.As());
        var command = new Command("reset-password", "换一个新密码，只显示一次；已登录的须重新登录") { name, json, account };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), api => Session.PostAsync(
            api, $"/api/accounts/{Uri.EscapeDataString(parsed.GetValue(name)!)}/password", new { }, parsed.GetValue(json), ShowPassword, cancellation), cancellation));

        return command;
    }

    private static Command Token()
    {
        var label = new Option<string>("--label") { Description = "用途", DefaultValueFactory = _ => "命令行", HelpName = "用途" };
        var days = new Option<int?>("--days") { Description = "有效多少天，不写为 365", HelpName = "天" };
        var account = new Option<string>("--as") { Description = "哪个账户的令牌", HelpName = "账户", Required = true };
        var json = Options.Json();
        var command = new Command("token", "为一个账户新建访问令牌，只显示一次") { account, label, days, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(account), api => Session.PostAsync(
            api, "/api/tokens", new { label = parsed.GetValue(label), days = parsed.GetValue(days) }, parsed.GetValue(json),
            answer => Console.WriteLine(answer.GetProperty("token").GetString()), cancellation), cancellation));

        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "账户名" };

    private static Option<string> RoleOption() => new("--role") { Description = "staff 专员、leader 领导、auditor 审计员、administrator 管理员", HelpName = "角色", Required = true };

    private static void ShowPassword(JsonElement answer) =>
        Console.WriteLine($"账户 {answer.GetProperty("name").GetString()}，密码 {answer.GetProperty("password").GetString()}（只显示这一次，请记下来）");
}
