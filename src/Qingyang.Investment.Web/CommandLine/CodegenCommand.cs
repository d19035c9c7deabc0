using System.CommandLine;
using JasperFx;
using Qingyang.Investment.Web.Hosting;
using Wolverine;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>codegen</c>: the code that Wolverine generates, to look at, or to write ahead of time so that nothing is compiled at run time (the image does).</summary>
public static class CodegenCommand
{
    public static Command Create()
    {
        var verb = new Argument<string>("preview|write|test") { Description = "看、写出或检查", HelpName = "preview|write|test" };
        var to = new Option<string?>("--to") { Description = "写到哪个文件夹", HelpName = "文件夹" };
        var command = new Command("codegen", "预先生成代码（做镜像时用）") { verb, to };
        command.SetAction((parsed, _) =>
        {
            // Generating asks no database.
            var builder = Server.CreateBuilder("Host=nowhere", new LocalToken(""), DurabilityMode.MediatorOnly, "http://127.0.0.1:0");

            if (parsed.GetValue(to) is { } folder)
            {
                builder.Services.ConfigureWolverine(wolverine => wolverine.CodeGeneration.GeneratedCodeOutputPath = Path.GetFullPath(folder));
            }

            return builder.Build().RunJasperFxCommands(["codegen", parsed.GetValue(verb)!]);
        });

        return command;
    }
}
