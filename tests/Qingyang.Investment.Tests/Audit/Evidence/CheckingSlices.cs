using System.Text.Json.Nodes;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>Parts of a log: each event with its way up to the root.</summary>
public sealed class CheckingSlices : Packs
{
    private static readonly Guid Second = SyntheticLog.Enterprise(2);

    [Fact]
    public void An_enterprise_is_proven_with_all_that_was_merged_into_it()
    {
        var report = Check(OfEnterprise(6, also: 3));

        report.ExitCode.ShouldBe(0, Told(report));
        report["proofs"].Checked.ShouldStartWith("6 个事件");
        report["figures"].Skipped.ShouldBeTrue();
        report["consistency"].Checked.ShouldStartWith("2 个较早的检查点");
    }

    [Fact]
    public void A_county_a_period_and_a_figure_are_proven()
    {
        var log = SyntheticLog.OfEverything();
        Guid[] inCounty = [.. Enumerable.Range(1, 12).Where(x => x % 3 == 0).Select(SyntheticLog.Enterprise)];
        Guid[] landed = [SyntheticLog.Enterprise(4), SyntheticLog.Enterprise(8)];

        Good(new SyntheticPack(log).Slice(x => inCounty.Contains(x.StreamId!.Value), new { kind = "county", county = "621002" }));
        Good(new SyntheticPack(log).Slice(_ => true, new { kind = "period", from = "2024-03-05", to = "2024-03-05" }));
        Good(new SyntheticPack(log).Slice(x => landed.Contains(x.StreamId!.Value), new { kind = "figure", stage = "landed", asOf = "2024-06-30", definition = "v1", county = "621022", count = 2, digest = Investment.Funnel.FigureIds.DigestOf(landed) }));
    }

    [Fact]
    public void An_event_that_was_changed_is_not_in_the_tree()
    {
        var report = Wrong(OfEnterprise(2).Edit(3, x => x["user"] = "赵六"), "proofs", "SHA-256：第 2 个叶子");
        report.First!.Position.ShouldBe(3);
        report["proofs"].Wrongs.ShouldBe(2);   // in neither tree
    }

    [Fact]
    public void A_path_that_was_changed_proves_nothing()
    {
        var pack = OfEnterprise(2);
        var path = JsonNode.Parse(pack.Proofs[1])!;
        path["sm3"]![0] = Convert.ToBase64String(new byte[32]);
        pack.Proofs[1] = path.ToJsonString();

        Wrong(pack, "proofs", "SM3：第 3 个叶子");
    }

    [Fact]
    public void An_event_that_was_left_out_leaves_a_hole()
    {
        var pack = OfEnterprise(2);
        pack.Lines.RemoveAt(1);
        pack.Proofs.RemoveAt(1);
        Wrong(pack, "versions", "缺第 2 版");

        pack = OfEnterprise(2);
        pack.Lines.RemoveAt(1);
        Wrong(pack, "proofs", "没有收录证明");
    }

    [Fact]
    public void A_path_too_many_is_of_an_event_that_is_gone()
    {
        var pack = OfEnterprise(2);
        pack.Lines.RemoveAt(pack.Lines.Count - 1);

        Wrong(pack, "proofs", "没有对应的事件");
    }

    [Fact]
    public void An_event_that_says_it_is_not_sealed_yet_among_sealed_numbers_is_told() => Wrong(OfEnterprise(2).Edit(3, x => x["leaf"] = null), "events", "封存以后插进去的");

    [Fact]
    public void Events_of_others_do_not_belong_to_it()
    {
        Wrong(new SyntheticPack(SyntheticLog.OfEverything()).Slice(x => x.StreamId == Second || x.StreamId == SyntheticLog.Enterprise(4), new { kind = "enterprise", enterprise = Second }), "slice", $"企业 {SyntheticLog.Enterprise(4)} 不在所取的范围里");
        Wrong(new SyntheticPack(SyntheticLog.OfEverything()).Slice(x => x.StreamId == Second, new { kind = "county", county = "621002" }), "slice", "不在所取的范围里");
        Wrong(new SyntheticPack(SyntheticLog.OfEverything()).Slice(x => x.StreamId == Second, new { kind = "period", from = "2024-03-06", to = "2024-03-09" }), "events", "不在所取的时间段里");
        Wrong(new SyntheticPack(SyntheticLog.OfEverything()).Slice(x => x.StreamId == Second, new { kind = "dream" }), "files", "范围 dream");
    }

    [Theory]
    [InlineData("2024-06-29", "v1", 1, "不能证明它在这个数字里")]
    [InlineData("2024-06-30", "v1", 1, "清单说这个数字是 1 户，由事件算出 2 户")]
    [InlineData("2024-06-30", "v9", 2, "清单没有写明是哪个数字")]
    [InlineData("2024-06-30", "v1", 2, "不是清单所说的那一批企业")]
    public void A_figure_is_proven_enterprise_by_enterprise(string asOf, string definition, int count, string words) => Wrong(
        new SyntheticPack(SyntheticLog.OfEverything()).Slice(
            x => x.StreamId == SyntheticLog.Enterprise(4) || x.StreamId == SyntheticLog.Enterprise(8), new { kind = "figure", stage = "landed", asOf, definition, count, digest = "00" }),
        "slice", words);

    [Fact]
    public void Older_trees_are_continued_or_it_is_told()
    {
        var pack = OfEnterprise(2);
        pack.Consistency.RemoveAt(0);
        Wrong(pack, "consistency", "缺少从 13 个叶子起的连续证明");

        pack = OfEnterprise(2);
        var path = JsonNode.Parse(pack.Consistency[0])!;
        path["sha256"]![0] = Convert.ToBase64String(new byte[32]);
        pack.Consistency[0] = path.ToJsonString();
        Wrong(pack, "consistency", "不是 13 个叶子的树的延续");

        pack = OfEnterprise(2);
        pack.Consistency.Add(pack.Consistency[0]);
        Wrong(pack, "consistency", "第 3 行不合格式，或重复");
    }

    [Fact]
    public void Notes_from_outside_are_continued_or_it_is_told()
    {
        var whole = APack();
        Good(OfEnterprise(2), AnAnchor(whole, keys: true))["anchors"].Checked.ShouldContain("6 份");

        var log = SyntheticLog.OfEverything();
        log.Leaves[2] = (log.Leaves[2].Event!.Value with { UserName = "赵六" }, null);
        var other = new SyntheticPack(log);
        Check(OfEnterprise(2), AnAnchor(other)).First.ShouldNotBeNull().Sentence.ShouldContain("与存证不一致");

        log = SyntheticLog.OfEverything();
        log.Contact(5);
        Check(OfEnterprise(2), AnAnchor(new SyntheticPack(log))).First.ShouldNotBeNull().Sentence.ShouldContain("日志比存证短");

        log = SyntheticLog.OfEverything();
        log.Checkpoints.Add(7);
        Good(OfEnterprise(2), AnAnchor(new SyntheticPack(log)))["anchors"].Findings.ShouldContain(x => !x.IsWrong && x.Sentence.Contains("有 1 份存证，这份部分证据包里没有从它们起的连续证明，不能比对（最大的有 7 个叶子）"));
    }

    private static SyntheticPack OfEnterprise(int enterprise, int also = 0) => new SyntheticPack(SyntheticLog.OfEverything()).Slice(
        x => x.StreamId == SyntheticLog.Enterprise(enterprise) || (also > 0 && x.StreamId == SyntheticLog.Enterprise(also)), new { kind = "enterprise", enterprise = SyntheticLog.Enterprise(enterprise) });

    private Report Good(SyntheticPack pack, string? anchor = null)
    {
        var report = Check(pack, anchor);
        report.ExitCode.ShouldBe(0, Told(report));

        return report;
    }

    private Report Wrong(SyntheticPack pack, string step, string words)
    {
        var report = Check(pack);
        report.ExitCode.ShouldBe(1, Told(report));
        report.First.ShouldNotBeNull().Sentence.ShouldContain(words, customMessage: Told(report));
        report[step].Findings.ShouldContain(report.First, Told(report));

        return report;
    }
}
