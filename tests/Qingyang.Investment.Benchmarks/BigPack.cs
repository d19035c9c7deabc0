using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Benchmarks;

/// <summary>
/// An evidence pack of as many events as asked for, made on the fly: each enterprise is registered and contacted five times, every second one signs, every fourth lands.
/// Its figures are known without a fold.
/// </summary>
public sealed class BigPack(int enterprises)
{
    private const int Each = 8;
    private const string LogId = "qingyang.investment/0123456789abcdef";
    private static readonly DateOnly AsOf = new(2024, 6, 30);
    private static readonly DateTimeOffset At = new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public long Events => (long)enterprises * Each;

    /// <summary>What is hashed of the first events, to measure hashing alone with.</summary>
    public static IReadOnlyList<byte[]> SomeLeaves(int count)
    {
        var bytes = new LeafBytes();

        return [.. Enumerable.Range(0, count).Select(x =>
        {
            bytes.OfEvent(EventAt(x));

            return bytes.Prefixed.ToArray();
        })];
    }

    public async Task WriteAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        var pack = new PackZip(zip, At);
        var hashes = Suites.All.ToDictionary(x => x, _ => new byte[Events * ISuite.HashSize]);
        await pack.WriteAsync("events.ndjson", stream => EventsAsync(stream, hashes, cancellation), cancellation);

        foreach (var suite in Suites.All)
        {
            await pack.WriteAsync($"leaves-{suite.Name}.bin", hashes[suite], cancellation);
        }

        var keys = new StringBuilder();

        foreach (var suite in Suites.All)
        {
            var (secret, key) = suite.NewKey();
            var own = new NoteKey(LogId + suite.OriginSuffix, suite, key);
            keys.Append(own).Append('\n');
            var checkpoint = new Checkpoint(own.Name, Events, Root(suite, hashes[suite]), Events, At);
            await pack.WriteAsync($"checkpoints/{suite.Name}-{Events}.txt", Encoding.UTF8.GetBytes(SignedNote.Sign(checkpoint.ToString(), own, secret)), cancellation);
        }

        await pack.WriteAsync("keys.txt", Encoding.UTF8.GetBytes(keys.ToString()), cancellation);
        await FiguresAsync(pack, cancellation);
        var manifest = new EvidenceManifest(EvidencePack.Format, "某市", At, "基准", new ManifestSlice("all", "全部"), LogId, Events, Events, Events, Events, "v1", pack.Files);
        await pack.WriteAsync("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest, EvidencePack.Json), cancellation);
    }

    private async Task EventsAsync(Stream stream, Dictionary<ISuite, byte[]> hashes, CancellationToken cancellation)
    {
        using var lines = new PackLines(stream);
        var leaf = new LeafBytes();

        for (var i = 0L; i < Events; i++)
        {
            var e = EventAt(i);
            leaf.OfEvent(e);

            foreach (var suite in Suites.All)
            {
                suite.HashLeaf(leaf.Prefixed, hashes[suite].AsSpan((int)(i * ISuite.HashSize), ISuite.HashSize));
            }

            await lines.EventAsync(e, i, cancellation);
        }

        await lines.FlushAsync(cancellation);
    }

    private async Task FiguresAsync(PackZip pack, CancellationToken cancellation)
    {
        IEnumerable<Guid> Every(int nth) => Enumerable.Range(0, enterprises).Where(x => x % nth == 0).Select(Enterprise);
        EvidenceAnswer[] answers =
        [
            new("v1", AsOf, enterprises, enterprises, Every(2).Count(), Every(4).Count(), [new("621022", "环县", enterprises, Every(2).Count(), Every(4).Count())], new Dictionary<string, string>
            {
                ["contacted"] = EvidenceFigures.DigestOf(Every(1)), ["signed"] = EvidenceFigures.DigestOf(Every(2)), ["landed"] = EvidenceFigures.DigestOf(Every(4)),
            }),
        ];
        await pack.WriteAsync("definitions.json", JsonSerializer.SerializeToUtf8Bytes(new { definitions = EvidenceFigures.Definitions }, EvidencePack.Json), cancellation);
        await pack.WriteAsync("figures.json", JsonSerializer.SerializeToUtf8Bytes(new { asOf = AsOf, knownAt = Events, answers }, EvidencePack.Json), cancellation);
        await pack.WriteAsync("figures.csv", EvidenceSheets.Figures(Events, answers), cancellation);
        await pack.WriteAsync("enterprises.csv", Encoding.UTF8.GetBytes("\ufeff"), cancellation);
        await pack.WriteAsync("README.html", Encoding.UTF8.GetBytes("<!doctype html>"), cancellation);
    }

    /// <summary>From the leaves upwards, in place: whole pairs, and what is left over goes up as it is.</summary>
    private static byte[] Root(ISuite suite, byte[] leaves)
    {
        var (nodes, count) = (leaves.ToArray(), leaves.Length / ISuite.HashSize);

        for (; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                suite.HashNode(At(2 * i), At((2 * i) + 1), At(i));
            }

            if (count % 2 == 1)
            {
                At(count - 1).CopyTo(At(count / 2));
            }
        }

        return nodes[..ISuite.HashSize];

        Span<byte> At(int index) => nodes.AsSpan(index * ISuite.HashSize, ISuite.HashSize);
    }

    private static Guid Enterprise(int number) => new($"0190d0a0-0001-7000-8000-{number:x12}");

    /// <summary>As the demo ledger's events are: the same columns filled, of the same lengths.</summary>
    private static StoredEvent EventAt(long index)
    {
        var (number, which) = ((int)(index / Each), (int)(index % Each));
        var (type, data) = which switch
        {
            0 => ("enterprise_registered", $$"""{"name": "庆阳算力科技{{number}}号有限公司", "chain": "人工智能", "county": "621022", "origin": "南京市", "remark": null, "source": "上门来访", "creditCode": "91350100M{{number:000000000}}"}"""),
            6 when number % 2 == 0 => ("agreement_signed", $$"""{"on": "2024-05-06", "kind": "Contract", "amount": 36600.05, "number": "QY-2024-{{number}}", "project": "算力中心", "occasion": null, "amountText": "3.660005 亿元"}"""),
            7 when number % 4 == 0 => ("milestone_reached", $$"""{"on": "2024-06-08", "kind": "ConstructionStart", "place": "西峰工业园区", "agreementNumber": "QY-2024-{{number}}"}"""),
            _ => ("contact_logged", $$"""{"on": "2024-03-0{{which + 1}}", "method": "SiteVisit", "content": "洽谈算力租赁和数据标注，约定下次再谈", "nextStep": "寄合同文本", "nextStepOn": "2024-03-12", "performedBy": "李四"}"""),
        };

        return new StoredEvent(
            index + 1, new Guid($"0190d0a0-0002-7000-8000-{index + 1:x12}"), Enterprise(number), which + 1, type, 1_709_600_523_000_000 + (index * 1_000), "王五", null, $"0190d0a0-0003-7000-8000-{number:x12}",
            Encoding.UTF8.GetBytes($$"""{"source": "ledger:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08:对接:{{index}}"}"""), Encoding.UTF8.GetBytes(data), Archived: false);
    }
}
