using System.CommandLine;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>assignments</c>: who answers for how many enterprises.</summary>
public static class AssignmentsCommand
{
    public static Command Create()
    {
        var by = new Option<string>("--by") { Description = "official 按包抓领导，taskForce 按专班", DefaultValueFactory = _ => "official", HelpName = "分组" };
        var (asOf, json) = (Options.AsOf(), Options.Json());
        var command = new Command("assignments", "包抓：谁负责多少户企业") { by, asOf, json };
        command.SetAction((parsed, cancellation) => Session.RunAsync(account: null, api => Session.GetAsync(
            api, $"/api/assignments?by={Uri.EscapeDataString(parsed.GetValue(by)!)}&asOf={Uri.EscapeDataString(parsed.GetValue(asOf) ?? "")}", parsed.GetValue(json), answer =>
            {
                var table = Session.Table(parsed.GetValue(by) == "taskForce" ? "专班" : "包抓领导", "企业（户）");

                foreach (var group in answer.GetProperty("groups").EnumerateArray())
                {
                    table.AddRow(Markup.Escape(group.GetProperty("key").GetString()!), Session.Number(group.GetProperty("enterprises").GetInt64()));
                }

                AnsiConsole.Write(table);
                Console.WriteLine($"截至 {answer.GetProperty("asOf").GetString()}，有人包抓的企业 {Session.Number(answer.GetProperty("assigned").GetInt64())} 户。");
            }, cancellation), cancellation));

        return command;
    }
}
