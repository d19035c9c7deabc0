using System.Text.Json.Nodes;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>Whatever is done to the events of a pack is told, and which event it was done to.</summary>
public sealed class TellingWhatWasDone : Packs
{
    private const long Event = 4;

    [Theory]
    [InlineData("id", "\"0190d0a0-0002-7000-8000-00000000ffff\"")]
    [InlineData("stream", "\"0190d0a0-0001-7000-8000-00000000ffff\"")]
    [InlineData("stream", "null")]
    [InlineData("version", "7")]
    [InlineData("type", "\"contact_logged2\"")]
    [InlineData("timestamp", "1709600523000000")]
    [InlineData("user", "\"赵六\"")]
    [InlineData("user", "\"\"")]
    [InlineData("causation", "\"other\"")]
    [InlineData("correlation", "null")]
    [InlineData("headers", "\"{\\\"source\\\": \\\"ui\\\"}\"")]
    [InlineData("headers", "null")]
    [InlineData("data", "\"{\\\"on\\\": \\\"2024-03-06\\\"}\"")]
    public void Of_every_column_that_is_hashed(string column, string value)
    {
        var report = Check(APack().Edit(Event, x => x[column] = JsonNode.Parse(value)));

        Is(report, "leaves", Event, "封存以后被改过");
        report["digests"].Wrongs.ShouldBe(0);   // whoever does that makes the manifest anew
    }

    [Fact]
    public void Of_an_event_that_was_made_null_where_it_was_empty() => Is(Check(APack().Edit(3, x => x["causation"] = "")), "leaves", 3, "被改过");

    [Fact]
    public void Of_a_number_that_was_changed() => Is(Check(APack().Edit(Event, x => x["seq"] = 4000)), "leaves", 4000, "封存以后被改过");

    /// <summary>In the database: then its leaf finds no event, and the event finds no leaf.</summary>
    [Fact]
    public void Of_a_number_that_was_changed_in_the_log()
    {
        var pack = APack();
        var line = pack.Lines[pack.IndexOf(Event)];
        pack.Lines.RemoveAt(pack.IndexOf(Event));
        pack.Lines.Add(line);
        pack.Edit(Event, x => (x["leaf"], x["seq"]) = (null, 4000));

        var report = Check(pack.Manifest(x => x["position"] = 4000));

        Is(report, "events", Event, "现在成了日志位置 4000 的事件");
        report["coverage"].Findings.ShouldHaveSingleItem().Position.ShouldBe(Event);
    }

    [Fact]
    public void Of_one_that_was_deleted()
    {
        var pack = APack();
        pack.Lines.RemoveAt(pack.IndexOf(Event));

        var report = Check(pack.Manifest(x => x["events"] = 38));

        Is(report, "events", Event, "被删去");
        report["versions"].Wrongs.ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void Of_one_that_was_inserted_among_the_sealed()
    {
        var pack = APack();
        pack.Lines.Add(pack.Lines[pack.IndexOf(Event)]);
        pack.Edit(Event, _ => { });
        pack.Lines[^1] = pack.Lines[^1].Replace("\"leaf\":3,", "\"leaf\":null,", StringComparison.Ordinal).Replace("-00000000000" + Event + "\",\"stream\"", "-0000000000ff\",\"stream\"", StringComparison.Ordinal);

        Is(Check(pack), "events", Event, "封存以后插进去的");
    }

    [Theory]
    [InlineData(3, "重复出现")]
    [InlineData(4000, "超出了封存的树")]
    public void Of_a_line_that_is_too_many(int leaf, string words)
    {
        var pack = APack();
        pack.Lines.Insert(pack.IndexOf(Event) + 1, pack.Lines[pack.IndexOf(Event)].Replace("\"leaf\":3,", $"\"leaf\":{leaf},", StringComparison.Ordinal));

        Is(Check(pack), "events", Event, words);
    }

    [Fact]
    public void Of_two_whose_numbers_were_swapped()
    {
        var pack = APack();
        var (a, b) = (pack.IndexOf(4), pack.IndexOf(6));
        var (x, y) = (JsonNode.Parse(pack.Lines[a])!, JsonNode.Parse(pack.Lines[b])!);
        (x["seq"], y["seq"]) = (6, 4);
        (x["leaf"], y["leaf"]) = (y["leaf"]!.DeepClone(), x["leaf"]!.DeepClone());
        (pack.Lines[a], pack.Lines[b]) = (y.ToJsonString(), x.ToJsonString());

        var report = Check(pack);

        Is(report, "leaves", 4, "封存时是日志位置 6 的");
        report["leaves"].Findings.Select(f => f.Position).ShouldBe([4, 6]);
    }

    [Fact]
    public void Of_two_whose_leaves_were_swapped()
    {
        var pack = APack();
        var (a, b) = (pack.IndexOf(4), pack.IndexOf(6));
        (pack.Lines[a], pack.Lines[b]) = (pack.Lines[b].Replace("\"leaf\":5", "\"leaf\":3", StringComparison.Ordinal), pack.Lines[a].Replace("\"leaf\":3", "\"leaf\":5", StringComparison.Ordinal));

        Is(Check(pack), "leaves", 6, "两行被对调");
    }

    [Fact]
    public void Of_lines_in_another_order()
    {
        var pack = APack();
        (pack.Lines[3], pack.Lines[5]) = (pack.Lines[5], pack.Lines[3]);

        Check(pack)["events"].Wrongs.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Of_a_tail_that_was_cut_off()
    {
        var pack = APack();
        pack.Lines.RemoveAll(x => x.Contains("\"leaf\":null", StringComparison.Ordinal));
        var last = JsonNode.Parse(pack.Lines[^1])!["seq"]!.GetValue<long>();
        pack.Lines.RemoveAt(pack.Lines.Count - 1);

        Is(Check(pack), "events", last, "被删去");
    }

    /// <summary>By somebody who can sign: an older tree is a good one. Only what lies outside tells.</summary>
    [Fact]
    public void Of_a_tail_that_was_cut_off_with_all_that_belongs_to_it_by_a_note_from_outside()
    {
        var whole = APack();
        var log = SyntheticLog.OfEverything();
        log.Unsealed.Clear();
        log.Leaves.RemoveRange(20, log.Leaves.Count - 20);
        log.Checkpoints.RemoveAll(x => x > 20);
        var cut = new SyntheticPack(log).Manifest(x => x["position"] = log.Leaves[^1].Event!.Value.Position);
        cut.Figures = SyntheticPack.FiguresOf(cut.Lines, log.Leaves[^1].Event!.Value.Position);

        Check(cut).ExitCode.ShouldBe(0);
        var report = Check(cut, AnAnchor(whole));
        report.First.ShouldNotBeNull().Sentence.ShouldStartWith("SHA-256：日志比存证短。");
        report["anchors"].Wrongs.ShouldBe(4);   // two sizes that it does not reach, in both trees
    }

    /// <summary>An anchor goes on growing: a pack is not wrong for being older than its newest notes. That it says so itself is told.</summary>
    [Fact]
    public void Nothing_of_a_pack_that_was_made_before_a_note_from_outside_but_that_it_says_so()
    {
        var log = SyntheticLog.OfEverything();
        log.Contact(5);
        var report = Check(APack().Manifest(x => x["madeAt"] = "2024-07-01T00:41:00Z"), AnAnchor(new SyntheticPack(log)));

        report.ExitCode.ShouldBe(0, Told(report));
        report["anchors"].Findings.ShouldContain(x => !x.IsWrong && x.Sentence.Contains("如果您是在 2024-07-01 00:41:00Z 之后才要的这份证据包，它的末尾就被截去了"));
        report["anchors"].Checked.ShouldContain("与 4 份");
        Check(APack(), AnAnchor(new SyntheticPack(log))).First.ShouldNotBeNull().Sentence.ShouldContain("日志比存证短");
    }

    /// <summary>Events, leaves and checkpoints, all made anew by somebody who has the keys.</summary>
    [Fact]
    public void Of_a_history_that_was_written_anew_by_a_note_from_outside()
    {
        var anchor = AnAnchor(APack());
        var log = SyntheticLog.OfEverything();
        log.Leaves[30] = (log.Leaves[30].Event!.Value with { UserName = "赵六" }, null);
        var anew = new SyntheticPack(log);

        Check(anew).ExitCode.ShouldBe(0);
        var report = Check(anew, anchor);
        report.First.ShouldNotBeNull().Sentence.ShouldStartWith("SHA-256：与存证不一致。存证上前 36 个叶子");
        report.First!.Sentence.ShouldContain("到第 13 个叶子为止还相符");
    }

    /// <summary>In the log's own tables too, but without the keys: the first checkpoint that does not hold tells from where on.</summary>
    [Fact]
    public void Of_an_event_that_was_changed_with_its_leaf()
    {
        var pack = APack().Edit(20, x => x["user"] = "赵六");
        pack.Reseal(20);

        var report = Check(pack);

        Is(report, "roots", null, "前 36 个叶子的根与检查点");
        report.First!.Sentence.ShouldContain("到第 13 个叶子为止还相符");
        report["leaves"].Wrongs.ShouldBe(0);
    }

    [Theory]
    [InlineData("sha256", "只有 SHA-256 的叶子值")]
    [InlineData("sm3", "只有 SM3 的叶子值")]
    public void Of_a_leaf_that_was_changed_in_one_tree(string tree, string words)
    {
        var pack = APack();
        pack.Hashes[tree][5][0] ^= 1;

        Check(pack)["leaves"].Findings.ShouldHaveSingleItem().Sentence.ShouldContain(words);
    }

    [Fact]
    public void Of_a_gap_that_hides_an_event()
    {
        var pack = APack();
        pack.Lines[pack.IndexOf(Event)] = """{"leaf":3,"gap":[4,4]}""";

        var report = Check(pack);

        Is(report, "leaves", 4, "空号 4 到 4与封存时不同");
    }

    [Fact]
    public void Of_a_gap_that_takes_what_an_event_has()
    {
        var log = SyntheticLog.OfEverything();
        log.Leaves.Add((null, new SealedRun(log.Leaves.Count, 4, 6, IsGap: true)));

        Is(Check(new SyntheticPack(log)), "coverage", 4, "在不止一个叶子里");
        log.Leaves[^1] = (null, new SealedRun(log.Leaves.Count - 1, 12, 14, IsGap: true));   // numbers of a gap that is there
        Check(new SyntheticPack(log))["coverage"].Wrongs.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Of_a_gap_beyond_the_end()
    {
        var log = SyntheticLog.OfEverything();
        log.Leaves.Add((null, new SealedRun(log.Leaves.Count, 4000, 4002, IsGap: true)));

        Check(new SyntheticPack(log))["coverage"].Findings.ShouldContain(x => x.Sentence.Contains("超出了封存的末尾"));
    }

    [Fact]
    public void Of_a_large_gap_as_a_warning()
    {
        var log = new SyntheticLog();
        log.Registered(1);
        log.Gap(1000);
        log.Contact(1);

        var report = Check(new SyntheticPack(log));

        report.ExitCode.ShouldBe(0, Told(report));
        report["coverage"].Findings.ShouldHaveSingleItem().Sentence.ShouldContain("1000 个之多");
    }

    [Fact]
    public void Of_numbers_that_stand_nowhere()
    {
        var pack = APack();

        Is(Check(pack.Manifest(x => x["sealed"] = 4000)), "checkpoints", null, "清单却说");
        Check(pack)["coverage"].Findings.ShouldContain(x => x.Sentence.Contains("不在任何叶子里"));
    }

    [Fact]
    public void Of_an_id_that_stands_twice_and_of_versions_with_holes()
    {
        var log = new SyntheticLog();
        log.Registered(1);
        var contact = log.Contact(1);
        log.Leaves[1] = (contact with { Version = 3, Id = log.Leaves[0].Event!.Value.Id }, null);

        var report = Check(new SyntheticPack(log));

        Is(report, "ids", 2, "出现了两次：日志位置 1 和 2");
        report["versions"].Findings.ShouldHaveSingleItem().Sentence.ShouldContain("缺第 2 版");
    }

    [Theory]
    [InlineData(3, 2, "没有事件")]
    [InlineData(2, 9, "不是编号")]
    [InlineData(1, 1, "属于另一家企业")]
    [InlineData(5, 5, "不在它之前")]
    public void Of_a_retraction_of_what_is_not_there_to_be_retracted(long position, long id, string words)
    {
        var log = new SyntheticLog();
        log.Registered(1);
        log.Registered(2);
        log.Gap(1);
        log.Event(SyntheticLog.Enterprise(2), "entry_retracted", $$"""{"entryId": "{{SyntheticLog.Id(2, id)}}", "position": {{position}}, "reason": "错"}""");
        log.Contact(2);

        Is(Check(new SyntheticPack(log)), "retractions", 4, words);
    }

    [Theory]
    [InlineData("""{"on": "2024-03-05",}""", "不是 JSON")]
    [InlineData("""{"on": "2024-02-30"}""", "缺少这类事件应有的项目")]
    [InlineData("""{}""", "缺少这类事件应有的项目")]
    public void Of_data_that_says_nothing(string data, string words)
    {
        var log = new SyntheticLog();
        log.Registered(1);
        log.Event(SyntheticLog.Enterprise(1), "contact_logged", data);

        Is(Check(new SyntheticPack(log)), "data", 2, words);
    }

    private static void Is(Report report, string step, long? position, string words)
    {
        report.ExitCode.ShouldBe(1, Told(report));
        var first = report.First.ShouldNotBeNull();
        report[step].Findings.ShouldContain(first, Told(report));
        first.Sentence.ShouldContain(words, customMessage: Told(report));
        first.Position.ShouldBe(position, Told(report));
    }
}
