using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>A pack to which nothing was done: every step is told, and nothing wrong.</summary>
public sealed partial class FindingAPackGood : Packs
{
    [Fact]
    public void Says_what_was_checked_step_by_step()
    {
        var pack = APack();

        var report = Check(pack, AnAnchor(pack, keys: true));

        report.ExitCode.ShouldBe(0, Told(report));
        report.Steps.Select(x => x.Key).ShouldBe(
            ["files", "keys", "checkpoints", "outside", "events", "leaves", "data", "archived", "roots", "anchors", "coverage", "ids", "versions", "retractions", "definitions", "figures", "digests"]);
        report.Steps.ShouldAllBe(x => x.Checked.Length > 0 && x.Title.Length > 0 && !x.Skipped);
        report["roots"].Checked.ShouldContain("6 个检查点");
        report["anchors"].Checked.ShouldContain("6 份");
        report["figures"].Checked.ShouldContain("口径 v1 截至 2024-06-30 对接 11 签约 7 落地 2");
        report["retractions"].Checked.ShouldStartWith("1 次撤回");
        Told(report).ShouldContain("结论：全部相符");
    }

    [Fact]
    public void Warns_of_what_is_not_sealed_yet_and_of_keys_that_nobody_vouched_for()
    {
        var report = Check(APack());

        report.ExitCode.ShouldBe(0, Told(report));
        report["events"].Findings.ShouldHaveSingleItem().Sentence.ShouldContain("2 个事件尚未封存");
        report["keys"].Findings.ShouldHaveSingleItem().IsWrong.ShouldBeFalse();
    }

    [Fact]
    public void Lists_flags_that_hide_an_event_as_a_warning_and_counts_it_all_the_same()
    {
        var report = Check(APack().Edit(2, x => x["archived"] = true));

        report.ExitCode.ShouldBe(0, Told(report));
        report["archived"].Findings.ShouldHaveSingleItem().Position.ShouldBe(2);
    }

    [Fact]
    public void Tells_programs_in_JSON()
    {
        using var json = new MemoryStream();
        Telling.WriteJson(Check(APack().Edit(2, x => x["user"] = "赵六")), json);

        var told = JsonDocument.Parse(json.ToArray()).RootElement;
        (told.GetProperty("good").GetBoolean(), told.GetProperty("exit").GetInt32()).ShouldBe((false, 1));
        told.GetProperty("first").GetProperty("position").GetInt64().ShouldBe(2);
        told.GetProperty("steps").EnumerateArray().Single(x => x.GetProperty("step").GetString() == "leaves").GetProperty("state").GetString().ShouldBe("wrong");
    }

    [Fact]
    public void Takes_the_keys_that_the_auditor_has()
    {
        var (pack, file) = (APack(), Path.Combine(Folder, "keys"));
        File.WriteAllText(file, pack.KeyLines);

        Check(pack, key: file)["keys"].Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Takes_one_note_as_an_anchor_and_an_empty_log_as_a_pack()
    {
        var pack = APack();
        var note = Path.Combine(AnAnchor(pack), "00112233445566ff", pack.Notes.Keys.Select(x => Path.GetFileName(x)!).First());

        Check(pack, note)["anchors"].Checked.ShouldContain("1 份");
        Check(new SyntheticPack(new SyntheticLog())).ExitCode.ShouldBe(0);
    }

    /// <summary>Every sentence that the program can say has its words; figures in them have their places.</summary>
    [Fact]
    public void Has_words_for_everything()
    {
        var said = Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories).Where(x => !x.Contains("/obj/", StringComparison.Ordinal)).SelectMany(File.ReadAllLines)
            .SelectMany(x => Key().Matches(x)).Select(x => x.Groups["key"].Value).Distinct().ToList();

        said.Count.ShouldBeGreaterThan(70);

        foreach (var key in said)
        {
            Say.Of(key).Any(c => c >= '\u3000').ShouldBeTrue(key);
        }
    }

    [GeneratedRegex("Say\\.Of\\(\"(?<key>[^\"]+)\"[,)]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Key();

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../src/Qingyang.Investment.Verifier"));
}
