using System.CommandLine;
using Qingyang.Investment.Web.CommandLine;

var root = new RootCommand("庆阳招商：每个数字都能打开的招商台账系统");

foreach (var command in (Command[])[
    RunCommand.Create(), ImportCommand.Create(), FunnelCommand.Create(), AssignmentsCommand.Create(), EnterpriseCommand.Create(),
    RebuildCommand.Create(), .. FactCommands.Create(), CodegenCommand.Create()])
{
    root.Add(command);
}

return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
