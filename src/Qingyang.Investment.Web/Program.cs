using System.CommandLine;
using System.CommandLine.Help;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web.CommandLine;
using Spectre.Console;

Say.ChineseByDefault();

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 200;   // a file has no margin to fold at
}

var root = new Command("./qy", "庆阳招商：每个数字都能打开的招商台账系统") { new HelpOption() { Recursive = true } };

foreach (var command in (Command[])[
    RunCommand.Create(), ImportCommand.Create(), LedgersCommand.Create(), FunnelCommand.Create(), CohortsCommand.Create(), ListCommand.Create(), AssignmentsCommand.Create(), FindCommand.Create(), EnterpriseCommand.Create(),
    DiffCommand.Create(), ReplayCommand.Create(), ExportCommand.Create(), VerifyCommand.Create(), CheckpointCommand.Create(), .. CertificateCommands.Create(), .. LookingCommands.Create(), UndoLedgerCommand.Create(), RebuildCommand.Create(), .. WebhookCommands.Create(), .. FactCommands.Create(), .. AccountCommands.Create(),
    CodegenCommand.Create()])
{
    root.Add(command);
}

return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
