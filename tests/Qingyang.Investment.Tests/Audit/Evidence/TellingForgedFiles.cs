using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>What is done to the other files of a pack: figures, manifest, checkpoints, keys, the zip itself.</summary>
public sealed class TellingForgedFiles : Packs
{
    [Theory]
    [InlineData("registered", "在册写的是 99 户，由事件算出 11 户")]
    [InlineData("contacted", "对接写的是 99 户，由事件算出 11 户")]
    [InlineData("signed", "签约写的是 99 户，由事件算出 7 户")]
    [InlineData("landed", "落地写的是 99 户，由事件算出 2 户")]
    public void A_figure(string figure, string words) => Wrong(Figures(x => x[figure] = 99), "figures", words);

    [Fact]
    public void Other_enterprises_in_a_figure() => Wrong(Figures(x => x["digests"]!["signed"] = new string('0', 64)), "figures", "签约的户数 7 相符，但不是同一批企业");

    [Fact]
    public void A_county() => Wrong(Figures(x => x["counties"]![0]!["signed"] = 5), "figures", "县区 621002：签约写的是 5 户，由事件算出");

    [Fact]
    public void A_county_that_is_left_out() => Wrong(Figures(x => x["counties"]!.AsArray().RemoveAt(0)), "figures", "县区 621002：对接写的是 0 户");

    [Fact]
    public void Another_day() => Wrong(Figures(x => x["asOf"] = "2024-03-05"), "figures", "截至 2024-03-05：对接写的是 11 户");

    [Fact]
    public void A_definition_that_nobody_published() => Wrong(Figures(x => x["definition"] = "v9"), "figures", "口径 v9 没有定义");

    [Fact]
    public void A_position_that_is_not_the_manifests() => Wrong(Pack(x => x.Figures["knownAt"] = 3), "figures", "数字说的是日志位置 3");

    [Fact]
    public void A_published_definition_that_means_something_else() =>
        Wrong(Pack(x => x.Definitions["definitions"]![0]!["stages"]!["landed"] = new JsonArray("contact")), "definitions", "口径 v1 与公布的不同");

    [Fact]
    public void A_definition_of_ones_own_is_computed_as_the_pack_says_with_a_warning()
    {
        var pack = Pack(x => x.Definitions["definitions"]!.AsArray().Add(JsonNode.Parse("""{"name":"v9","stages":{"contacted":["contact"],"signed":["contract"],"landed":["registration"]}}""")));
        var answer = pack.Figures["answers"]![0]!.DeepClone();
        answer["definition"] = "v9";
        pack.Figures["answers"]!.AsArray().Add(answer);

        var report = Check(pack);

        report["definitions"].Findings.ShouldHaveSingleItem().IsWrong.ShouldBeFalse();
        report["figures"].Findings.ShouldContain(x => x.Sentence.Contains("口径 v9") && x.Sentence.Contains("签约写的是 7 户，由事件算出 4 户"));
    }

    [Fact]
    public void A_sheet_that_says_something_else() => Wrong(Pack(x => x.Files["figures.csv"] = [1]), "figures", "figures.csv 与 figures.json 不一致");

    [Fact]
    public void A_changed_file() => Wrong(Pack(x => (x.ManifestFirst, x.Files["README.html"]) = (true, "<!doctype htmm>"u8.ToArray())), "digests", "README.html 的 SHA-256 与清单不符");

    [Fact]
    public void A_file_of_another_length() => Wrong(Pack(x => (x.ManifestFirst, x.Files["README.html"]) = (true, [1])), "digests", "实际 1 字节");

    [Fact]
    public void A_missing_file() => Wrong(Pack(x => (x.ManifestFirst, x.Files["README.html"]) = (true, null)), "files", "README.html 不在压缩包里");

    [Fact]
    public void A_file_too_many() => Wrong(Pack(x => (x.ManifestFirst, x.Files["more.txt"]) = (true, [1])), "files", "more.txt 不在清单上");

    [Fact]
    public void A_pack_without_leaves() => Wrong(Pack(x => x.Files["leaves-sm3.bin"] = null), "files", "缺少必须有的文件 leaves-sm3.bin");

    [Theory]
    [InlineData("treeSize", 12, "checkpoints")]
    [InlineData("sealed", 12, "checkpoints")]
    [InlineData("events", 12, "events")]
    [InlineData("logId", "qingyang.investment/ffffffffffffffff", "keys")]
    public void A_manifest_that_says_something_else(string name, object value, string step) =>
        Wrong(Pack(x => x.Manifest(m => m[name] = value is int n ? JsonValue.Create(n) : JsonValue.Create((string)value))), step, "");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_changed_line_of_a_checkpoint(int line)
    {
        var pack = APack();
        var name = pack.Notes.Keys.First();
        var lines = pack.Notes[name].Split('\n');
        lines[line] = line switch { 0 => lines[0] + "x", 1 => "12", 2 => Convert.ToBase64String(new byte[32]), _ => lines[3].Replace("sealed ", "sealed 1", StringComparison.Ordinal) };
        pack.Notes[name] = string.Join('\n', lines);

        Wrong(pack, "checkpoints", name);
    }

    [Theory]
    [InlineData(999, 0)]
    [InlineData(3, 60)]
    public void Checkpoints_that_go_backwards(long covered, int minutes)
    {
        var pack = APack();

        foreach (var suite in Suites.All)
        {
            var (name, at) = ($"checkpoints/{suite.Name}-13.txt", new DateTimeOffset(2024, 7, 1, 0, 13 + minutes % 47, 0, TimeSpan.Zero).AddHours(minutes > 0 ? 2 : 0));
            pack.Notes[name] = SyntheticPack.Sign(suite, new Checkpoint(SyntheticPack.LogId + suite.OriginSuffix, 13, SyntheticPack.Root(suite, pack.Hashes[suite.Name], 13), covered, at));
        }

        Wrong(pack, "checkpoints", "在倒退");
    }

    [Fact]
    public void Leaves_that_are_fewer_than_a_checkpoint_says()
    {
        var pack = APack();
        pack.Hashes["sm3"].RemoveAt(39);

        var report = Check(pack);
        report.ExitCode.ShouldBe(1);
        report["leaves"].Findings.ShouldHaveSingleItem().Sentence.ShouldContain("leaves-sm3.bin 有 1248 字节");
        report["roots"].Findings.ShouldHaveSingleItem().Sentence.ShouldContain("SM3：叶子只有 39 个，检查点却有 40 个");
    }

    [Fact]
    public void Merges_that_go_round()
    {
        var log = new SyntheticLog();
        log.Registered(1);
        log.Registered(2);
        log.Contact(1);
        log.Merged(1, into: 2);
        log.Merged(2, into: 1);

        Wrong(new SyntheticPack(log), "figures", "合并绕成了圈");
    }

    [Fact]
    public void Keys_of_another_log_and_files_that_are_no_keys()
    {
        var file = Path.Combine(Folder, "keys");
        File.WriteAllText(file, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n");
        Check(APack(), key: file).First.ShouldNotBeNull().Sentence.ShouldContain("没有日志 qingyang.investment/00112233445566ff 的公钥");
        File.WriteAllBytes(file, new byte[1 << 20]);
        Check(APack(), key: file).Unreadable.ShouldNotBeNull().ShouldContain("太大，不是签名或公钥文件");
    }

    /// <summary>The zip says that a file is small, and its content goes on and on.</summary>
    [Fact]
    public void A_file_that_unpacks_to_more_than_the_zip_says()
    {
        var path = APack().Save(Folder);
        var bytes = File.ReadAllBytes(path);
        var name = "events.ndjson"u8;
        var header = bytes.AsSpan().LastIndexOf(name) - 46;   // in the central directory
        bytes.AsSpan(header, 4).ToArray().ShouldBe("PK\u0001\u0002"u8.ToArray());
        BitConverter.TryWriteBytes(bytes.AsSpan(header + 24), 100);
        File.WriteAllBytes(path, bytes);

        Verification.Of(path).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public void A_checkpoint_signed_by_somebody_else()
    {
        var pack = APack();
        var name = pack.Notes.Keys.First(x => x.Contains("sm3", StringComparison.Ordinal));
        pack.Notes[name] = pack.Sign(Suites.Sm3, long.Parse(name.Split('-')[1].Split('.')[0], CultureInfo.InvariantCulture), SyntheticPack.NewKeys());

        Wrong(pack, "checkpoints", "的签名无效");
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sm3")]
    public void A_tree_that_was_never_signed(string tree)
    {
        var pack = APack();

        foreach (var name in pack.Notes.Keys.Where(x => x.Contains(tree, StringComparison.Ordinal)).ToList())
        {
            pack.Notes.Remove(name);
        }

        Wrong(pack, "checkpoints", "没有一个有效的");
    }

    /// <summary>All of it made anew under other keys: it holds in itself, and the keys tell.</summary>
    [Fact]
    public void Other_keys()
    {
        var (own, other) = (APack(), new SyntheticPack(SyntheticLog.OfEverything(), SyntheticPack.NewKeys()));
        var keys = Path.Combine(Folder, "keys");
        File.WriteAllText(keys, own.KeyLines);

        Check(other).ExitCode.ShouldBe(0);
        Check(other, key: keys).First.ShouldNotBeNull().Sentence.ShouldContain("证据包里是另一把");
        Check(other, AnAnchor(own)).First.ShouldNotBeNull().Sentence.ShouldContain("与证据包的公钥对不上");
        Check(other, AnAnchor(own, keys: true)).First.ShouldNotBeNull().Sentence.ShouldContain("证据包里是另一把");
    }

    [Fact]
    public void A_key_with_an_id_that_is_not_its_own() => Wrong(Pack(x => x.KeyLines = x.KeyLines.Replace('+' + x.KeyLines.Split('+')[1] + '+', "+00000000+", StringComparison.Ordinal)), "keys", "不是公钥");

    [Fact]
    public void An_anchor_of_nothing_or_of_another_log()
    {
        var pack = APack();
        var empty = Directory.CreateDirectory(Path.Combine(Folder, "empty")).FullName;
        Check(pack, empty).First.ShouldNotBeNull().Sentence.ShouldContain("没有外部存证的签名文件");
        File.WriteAllText(Path.Combine(empty, "sha256-1.txt"), pack.Notes.Values.First().Replace(SyntheticPack.LogId, "elsewhere.example/log", StringComparison.Ordinal));
        Check(pack, empty).First.ShouldNotBeNull().Sentence.ShouldContain("属于日志 elsewhere.example/log");
        File.WriteAllText(Path.Combine(empty, "sha256-2.txt"), "x\n\n\u2014 broken\n");
        Check(pack, empty).First.ShouldNotBeNull().Sentence.ShouldContain("sha256-2.txt 不是完整的签名文件");
        Check(pack, Path.Combine(Folder, "nowhere")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void What_is_no_pack_at_all()
    {
        var file = Path.Combine(Folder, "x.zip");
        Verification.Of(file).ExitCode.ShouldBe(2);
        File.WriteAllText(file, "台账");
        Verification.Of(file).ExitCode.ShouldBe(2);
        File.Delete(file);

        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            zip.CreateEntry("manifest.txt");
        }

        Verification.Of(file).Unreadable.ShouldNotBeNull().ShouldContain("没有 manifest.json");
        Check(APack().Manifest(x => x["format"] = "qingyang-evidence/2")).Unreadable.ShouldNotBeNull().ShouldContain("qingyang-evidence/2");
        Check(Pack(x => x.Files["manifest.json"] = "{}"u8.ToArray())).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_zip_that_was_cut_off_or_damaged()
    {
        var whole = File.ReadAllBytes(APack().Save(Folder));
        var file = Path.Combine(Folder, "cut.zip");
        File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
        Verification.Of(file).ExitCode.ShouldBe(2);
        whole.AsSpan(60, 40).Clear();
        File.WriteAllBytes(file, whole);
        Verification.Of(file).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public void What_would_take_too_much()
    {
        var pack = APack();
        pack.Files["README.html"] = new byte[2 << 20];
        Check(pack).Unreadable.ShouldNotBeNull().ShouldContain("拒绝解开");
        Check(APack(), limits: Limits.Usual with { UnpackedBytes = 1000 }).Unreadable.ShouldNotBeNull().ShouldContain("拒绝解开");
        Check(APack(), limits: Limits.Usual with { LineBytes = 100 }).Unreadable.ShouldNotBeNull().ShouldContain("超过 100 字节");
        Check(APack(), limits: Limits.Usual with { Files = 3 }).Unreadable.ShouldNotBeNull().ShouldContain("超过 3 个");
        Check(APack(), limits: Limits.Usual with { SmallFileBytes = 100 }).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"leaf":0,"gap":[2,1]}""")]
    [InlineData("""{"leaf":null,"gap":[1,2]}""")]
    [InlineData("""{"leaf":0,"leaf":1,"gap":[1,2]}""")]
    [InlineData("""{"leaf":0,"gap":[1,2],"note":"x"}""")]
    [InlineData("""{"leaf":0,"gap":[1,2]} {}""")]
    [InlineData("not json")]
    public void A_line_that_says_what_nobody_reads(string line)
    {
        var pack = APack();
        pack.Lines.Insert(2, line);

        Wrong(pack, "events", "第 3 行不合格式");
    }

    [Fact]
    public void The_same_name_twice()
    {
        var file = APack().Save(Folder);

        using (var zip = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            using var entry = zip.CreateEntry("README.html").Open();
            entry.Write("x"u8);
        }

        Verification.Of(file).First.ShouldNotBeNull().Sentence.ShouldContain("README.html 出现了不止一次");
    }

    private static SyntheticPack Pack(Action<SyntheticPack> edit)
    {
        var pack = APack();
        edit(pack);

        return pack;
    }

    private static SyntheticPack Figures(Action<JsonNode> edit) => Pack(x => edit(x.Figures["answers"]![0]!));

    private void Wrong(SyntheticPack pack, string step, string words)
    {
        var report = Check(pack);
        report.ExitCode.ShouldBe(1, Told(report));
        report.First.ShouldNotBeNull().Sentence.ShouldContain(words, customMessage: Told(report));
        report[step].Findings.ShouldContain(report.First, Told(report));
    }
}
