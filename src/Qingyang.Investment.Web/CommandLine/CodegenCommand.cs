using System.CommandLine;
using JasperFx;
using Qingyang.Investment.Platform;
using Wolverine;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>codegen</c>: what Wolverine generates, to look at or to write ahead of time (the image does).</summary>
public static class CodegenCommand
{
    public static Command Create()
    {
        var verb = new Argument<string[]>("verb") { Description = "preview 或 write" };
        var command = new Command("codegen", "预先生成代码") { verb };
        command.SetAction((parsed, _) =>
        {
            // Generating asks no database.
            var app = Server.Build("Host=nowhere", new Recorder(""), DurabilityMode.Solo, "http://127.0.0.1:0");

            return app.RunJasperFxCommands(["codegen", .. parsed.GetValue(verb)!]);
        });

        return command;
    }
}
