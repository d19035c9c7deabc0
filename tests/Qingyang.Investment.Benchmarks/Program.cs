using System.CommandLine;
using Qingyang.Investment.Benchmarks;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Spectre.Console;

var scale = new Option<int>("--scale") { Description = "几倍于演示台账的城市（1 到 30）；大于 1 时先测 1 倍，再说明每项代价怎样增长", DefaultValueFactory = _ => 1, HelpName = "倍数" };
scale.Validators.Add(x => { if (x.GetValueOrDefault<int>() is < 1 or > 30) { x.AddError("--scale 应在 1 到 30 之间。"); } });
var json = new Option<string?>("--json") { Description = "结果存到这个文件；不写则存到 artifacts/bench/", HelpName = "文件" };
var only = new Option<string?>("--only") { Description = "只测一项：" + string.Join('、', Suite.Names), HelpName = "名称" };
only.Validators.Add(x => { if (x.GetValueOrDefault<string>() is { } name && !Suite.Names.Contains(name)) { x.AddError($"--only 应是：{string.Join('、', Suite.Names)}。"); } });
var root = new RootCommand("基准测试：每项实测都与同一次运行里测得的极限相比") { scale, json, only };
root.SetAction(async (parsed, cancellation) =>
{
    // A city of many is larger than what people may hand in; processes that are started inherit it.
    Environment.SetEnvironmentVariable("Ledgers__FileBytes", (2L << 30).ToString(System.Globalization.CultureInfo.InvariantCulture));
    Environment.SetEnvironmentVariable("Ledgers__UnpackedBytes", (16L << 30).ToString(System.Globalization.CultureInfo.InvariantCulture));

    try
    {
        var (at, machine, measured) = (TimeProvider.System.GetUtcNow(), await Machine.ThisAsync(cancellation), new List<Measured>());

        foreach (var times in new[] { 1, parsed.GetValue(scale) }.Distinct())
        {
            measured.Add(await new Suite(times, parsed.GetValue(only), Console.Error.WriteLine).RunAsync(cancellation));
        }

        var report = new Report(at, machine, measured, measured is [var one, var many] ? Growth.Between(one, many) : []);
        report.Print(AnsiConsole.Console);
        Console.WriteLine($"已存到 {await report.KeepAsync(parsed.GetValue(json), cancellation)}");

        return 0;
    }
    catch (Exception e) when (e is WrongAnswerException or PostgresUnavailableException)
    {
        await Console.Error.WriteLineAsync(e.Message);

        return 1;
    }
});

return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
