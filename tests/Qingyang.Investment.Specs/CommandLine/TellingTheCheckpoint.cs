using System.Text.Json;
using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Specs.CommandLine;

public class TellingTheCheckpoint
{
    [Fact]
    public async Task Tells_how_far_it_is_sealed_and_the_note_to_keep_elsewhere()
    {
        await using var data = new DataFolder();
        var registered = await QyProcess.RunAsync(data.Path, "register-enterprise", "--name", Given.AName(), "--county", "环县", "--chain", "人工智能", "--source", "上门来访");
        registered.Exit.ShouldBe(0, registered.Errors);

        // A command starts its own server: it may have been quicker than its sealer.
        (int Exit, string Output, string Errors) told;

        do
        {
            told = await QyProcess.RunAsync(data.Path, "checkpoint", "--suite", "sm3");
            told.Exit.ShouldBe(0, told.Errors);
        }
        while (told.Output.Contains("还没有检查点。", StringComparison.Ordinal));

        told.Output.ShouldStartWith("已封存到日志位置 1，共 1 个叶；还有 0 个事件没有封存。\n已封存的日志与存证一致。\n最新的检查点，请在系统之外保存：\n\nqingyang.investment/");

        // Whatever there is to log, an answer for programs is nothing but the answer.
        var (_, output, log) = await QyProcess.RunWithAsync(data.Path, ("Logging__LogLevel__Default", "Information"), "checkpoint", "--json");
        log.ShouldContain("GET");
        var state = JsonDocument.Parse(output).RootElement;
        var note = state.GetProperty("checkpoints")[1].GetProperty("note").GetString()!;
        told.Output.ShouldEndWith(note);
        Checkpoint.Parse(note).ShouldNotBeNull().Size.ShouldBe(1);

        // Beside the embedded database, and the command fails where the log does not go on from it.
        var anchored = Directory.GetFiles(Path.Combine(data.Path, "anchor"), "sm3-1.txt", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(anchored, TestContext.Current.CancellationToken)).ShouldBe(note);
        File.Move(anchored, anchored.Replace("sm3-1", "sm3-9", StringComparison.Ordinal));
        await File.WriteAllTextAsync(anchored.Replace("sm3-1", "sm3-9", StringComparison.Ordinal), note.Replace("\n1\n", "\n9\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        do
        {
            told = await QyProcess.RunAsync(data.Path, "checkpoint");
        }
        while (told.Exit == 0);   // before it looked

        told.Output.ShouldContain("存证无法验证：sm3-9.txt里的检查点");
        (await QyProcess.RunAsync(data.Path, "checkpoint", "--suite", "md5")).Exit.ShouldBe(1);
    }
}
