using System.Text.Json;

namespace Qingyang.Investment.Specs.CommandLine;

public sealed class KeepingWebhooks
{
    [Fact]
    public async Task Adds_lists_and_removes_one()
    {
        await using var data = new DataFolder();

        var refused = await QyProcess.RunAsync(data.Path, "add-webhook", "ftp://example.com/");
        (refused.Exit, refused.Errors.Trim()).ShouldBe((1, "url 应是以 http:// 或 https:// 开头的完整地址。"));

        var added = await QyProcess.RunAsync(data.Path, "add-webhook", "https://example.com/hook", "--type", "contact_logged", "--from", "0", "--json");
        added.Exit.ShouldBe(0, added.Errors);
        var answer = JsonElement.Parse(added.Output);
        answer.GetProperty("secret").GetString().ShouldStartWith("whsec_");

        var list = await QyProcess.RunAsync(data.Path, "webhooks");
        list.Output.ShouldContain("https://example.com/hook");
        list.Output.ShouldContain("正常");
        list.Output.ShouldNotContain(answer.GetProperty("secret").GetString()!);

        (await QyProcess.RunAsync(data.Path, "remove-webhook", answer.GetProperty("id").GetString()!)).Exit.ShouldBe(0);
        var again = await QyProcess.RunAsync(data.Path, "remove-webhook", answer.GetProperty("id").GetString()!);
        (again.Exit, again.Errors.Trim()).ShouldBe((1, "没有这个事件推送。"));
    }
}
