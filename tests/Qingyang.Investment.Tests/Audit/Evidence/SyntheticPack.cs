using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Verifier.Events;
using Qingyang.Investment.Verifier.Figures;
using Checkpoint = Qingyang.Investment.Audit.Log.Checkpoint;
using EventLine = Qingyang.Investment.Verifier.Events.EventLine;
using SignedNote = Qingyang.Investment.Audit.Log.SignedNote;
using Tree = Qingyang.Investment.Audit.Log.MerkleTree;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>An evidence pack in pieces, sealed by the product's own code: what is done to a piece is what somebody might do to a pack, or to the log before it was packed.</summary>
public sealed class SyntheticPack
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<LogKeys, Dictionary<ISuite, byte[]>> Secrets = [];

    public const string LogId = "qingyang.investment/00112233445566ff";
    public static readonly DateOnly AsOf = new(2024, 6, 30);
    public static readonly LogKeys Keys = NewKeys();

    private readonly List<Action<JsonObject>> manifestEdits = [];

    public SyntheticPack(SyntheticLog log, LogKeys? keys = null)
    {
        Log = log;
        Lines = [.. log.Leaves.Index().Select(x => x.Item.Event is { } e ? Line(e, x.Index) : $$"""{"leaf":{{x.Index}},"gap":[{{x.Item.Gap!.Value.First}},{{x.Item.Gap.Value.Last}}]}"""), .. log.Unsealed.Select(x => Line(x, null))];
        Hashes = Suites.All.ToDictionary(x => x.Name, x => log.Leaves.ConvertAll(leaf => Hash(x, leaf)));

        foreach (var suite in Suites.All)
        {
            foreach (var size in log.Checkpoints.Append(log.Leaves.Count).Distinct())
            {
                Notes[$"checkpoints/{suite.Name}-{size}.txt"] = Sign(suite, size, keys ?? Keys);
            }
        }

        KeyLines = string.Concat(Suites.All.Select(x => $"{(keys ?? Keys).Of(x)}\n"));
        Figures = FiguresOf(Lines, log.Last);
    }

    public SyntheticLog Log { get; }

    /// <summary>Of events.ndjson.</summary>
    public List<string> Lines { get; }

    public Dictionary<string, List<byte[]>> Hashes { get; }

    public SortedDictionary<string, string> Notes { get; } = new(StringComparer.Ordinal);

    public string KeyLines { get; set; }

    public JsonObject Figures { get; set; }

    public JsonNode Definitions { get; set; } = JsonSerializer.SerializeToNode(new { definitions = EvidenceFigures.Definitions }, Camel)!;

    /// <summary>Of proofs.ndjson and consistency.ndjson, where it is a slice.</summary>
    public List<string> Proofs { get; } = [];

    public List<string> Consistency { get; } = [];

    /// <summary>What to put in or over the files at the very end; null takes one out.</summary>
    public Dictionary<string, byte[]?> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The manifest is made before them where this is set: then it does not know of them.</summary>
    public bool ManifestFirst { get; set; }

    public static JsonSerializerOptions Camel { get; } = new(JsonSerializerDefaults.Web);

    public SyntheticPack Manifest(Action<JsonObject> edit)
    {
        manifestEdits.Add(edit);

        return this;
    }

    /// <summary>The line of that number's event, taken apart, changed and put together again.</summary>
    public SyntheticPack Edit(long sequence, Action<JsonObject> edit)
    {
        var at = IndexOf(sequence);
        var line = JsonNode.Parse(Lines[at])!.AsObject();
        edit(line);
        Lines[at] = line.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        return this;
    }

    public int IndexOf(long sequence) => Lines.FindIndex(x => JsonNode.Parse(x)!["seq"]?.GetValue<long>() == sequence);

    /// <summary>Makes a slice of it: the events that are wanted, each with its path, and how the older trees continue.</summary>
    public SyntheticPack Slice(Func<StoredEvent, bool> wanted, object slice)
    {
        var leaves = Log.Leaves.Index().Where(x => x.Item.Event is { } e && wanted(e)).ToList();
        Lines.Clear();
        Lines.AddRange([.. leaves.Select(x => Line(x.Item.Event!.Value, x.Index)), .. Log.Unsealed.Where(wanted).Select(x => Line(x, null))]);
        var (size, sha256, sm3) = (Log.Leaves.Count, Nodes(Suites.Sha256, Hashes["sha256"]), Nodes(Suites.Sm3, Hashes["sm3"]));
        Proofs.AddRange(leaves.Select(x => Path("leaf", x.Index, Tree.Inclusion(Suites.Sha256, x.Index, size, sha256), Tree.Inclusion(Suites.Sm3, x.Index, size, sm3))));
        Consistency.AddRange(Log.Checkpoints.Where(x => x < size).Select(x => Path("size", x, Tree.Consistency(Suites.Sha256, x, size, sha256), Tree.Consistency(Suites.Sm3, x, size, sm3))));
        (Files["leaves-sha256.bin"], Files["leaves-sm3.bin"]) = (null, null);

        return Manifest(x => x["slice"] = JsonSerializer.SerializeToNode(slice, Camel));

        static string Path(string name, long number, IReadOnlyList<byte[]> sha256, IReadOnlyList<byte[]> sm3) => new JsonObject { [name] = number, ["sha256"] = Texts(sha256), ["sm3"] = Texts(sm3) }.ToJsonString();

        static JsonArray Texts(IReadOnlyList<byte[]> path) => [.. path.Select(x => (JsonNode)Convert.ToBase64String(x))];
    }

    /// <summary>Writes it into a folder of the tests' own, and answers where.</summary>
    public string Save(string folder)
    {
        var files = new SortedDictionary<string, byte[]?>(StringComparer.Ordinal)
        {
            ["events.ndjson"] = Bytes(string.Concat(Lines.Select(x => x + "\n"))),
            ["leaves-sha256.bin"] = [.. Hashes["sha256"].SelectMany(x => x)],
            ["leaves-sm3.bin"] = [.. Hashes["sm3"].SelectMany(x => x)],
            ["keys.txt"] = Bytes(KeyLines),
            ["definitions.json"] = Bytes(Definitions.ToJsonString()),
            ["figures.json"] = Bytes(Figures.ToJsonString()),
            ["figures.csv"] = FiguresSheet.Of(Bytes(Figures.ToJsonString())),
            ["enterprises.csv"] = Bytes("\ufeff企业编号\r\n"),
            ["README.html"] = Bytes("<!doctype html>"),
        };

        if (Files.ContainsKey("leaves-sm3.bin") && Files.ContainsKey("leaves-sha256.bin"))
        {
            files["proofs.ndjson"] = Bytes(string.Concat(Proofs.Select(x => x + "\n")));
            files["consistency.ndjson"] = Bytes(string.Concat(Consistency.Select(x => x + "\n")));
        }

        foreach (var (name, note) in Notes)
        {
            files[name] = Bytes(note);
        }

        var before = ManifestFirst ? Manifest(files) : null;

        foreach (var (name, content) in Files)
        {
            files[name] = content;
        }

        var manifest = before ?? Manifest(files);
        var path = Path.Combine(folder, $"{Guid.CreateVersion7()}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);

        foreach (var (name, content) in files.Append(new("manifest.json", manifest)).Where(x => x.Value is not null))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return path;
    }

    public static string Sign(ISuite suite, SyntheticLog log, long size, List<byte[]> hashes, LogKeys keys) => SignedNote.Sign(
        new Checkpoint(LogId + suite.OriginSuffix, size, Root(suite, hashes, size), SealedAt(log, size), new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(size)).ToString(), keys.Of(suite), SecretOf(keys, suite));

    /// <summary>Signs whatever it says.</summary>
    public static string Sign(ISuite suite, Checkpoint checkpoint) => SignedNote.Sign(checkpoint.ToString(), Keys.Of(suite), SecretOf(Keys, suite));

    public string Sign(ISuite suite, long size, LogKeys keys) => Sign(suite, Log, size, Hashes[suite.Name], keys);

    public static byte[] Root(ISuite suite, List<byte[]> hashes, long size) => Tree.Root(suite, size, Nodes(suite, hashes));

    /// <summary>Complete subtrees, worked out anew each time.</summary>
    public static NodeHash Nodes(ISuite suite, List<byte[]> hashes)
    {
        return Node;

        byte[] Node(int level, long index) => level == 0 ? hashes[(int)index] : suite.HashNode(Node(level - 1, 2 * index), Node(level - 1, (2 * index) + 1));
    }

    public static LogKeys NewKeys()
    {
        var secrets = Suites.All.ToDictionary(x => x, x => x.NewKey());
        var keys = new LogKeys(LogId, Suites.All.ToDictionary(x => x, x => (new NoteKey(LogId + x.OriginSuffix, x, secrets[x].Public), secrets[x].Secret)));
        Secrets.Add(keys, secrets.ToDictionary(x => x.Key, x => x.Value.Secret));

        return keys;
    }

    /// <summary>Hashes of what a line says now: as whoever can write to the log's own tables would have them.</summary>
    public void Reseal(long sequence)
    {
        var e = new LoggedEvent();
        EventLine.TryRead(Bytes(Lines[IndexOf(sequence)]), e).ShouldBeTrue();
        var bytes = new byte[e.MostLeafBytes];
        var length = e.WriteLeaf(bytes, e.Sequence);

        foreach (var suite in Suites.All)
        {
            suite.HashLeaf(bytes.AsSpan(0, length), Hashes[suite.Name][(int)e.Leaf!.Value]);
        }
    }

    public static JsonObject FiguresOf(IEnumerable<string> lines, long position)
    {
        var (table, e, fact) = (new EventTable(), new LoggedEvent(), new Fact());

        foreach (var line in lines)
        {
            if (EventLine.TryRead(Bytes(line), e) && e.Gap is null)
            {
                fact.TryRead(e, out _);
                table.Add(e, fact);
            }
        }

        var (fold, v1) = (new Fold(table, position), Definition.Published[0]);
        var counted = fold.Counted().ToList();
        var reached = Enum.GetValues<Stage>().ToDictionary(x => x, x => counted.Where(c => fold.Reached(c, v1, x) <= AsOf).ToList());
        var counties = counted.GroupBy(x => table.Text(fold.MarksOf(x).County)!).OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => new
        {
            key = x.Key,
            name = Given.City.NameOf(x.Key),
            contacted = x.Count(reached[Stage.Contacted].Contains),
            signed = x.Count(reached[Stage.Signed].Contains),
            landed = x.Count(reached[Stage.Landed].Contains),
        });

        return JsonSerializer.SerializeToNode(new
        {
            asOf = AsOf,
            knownAt = position,
            answers = new[]
            {
                new
                {
                    definition = "v1", asOf = AsOf, registered = counted.Count, contacted = reached[Stage.Contacted].Count, signed = reached[Stage.Signed].Count, landed = reached[Stage.Landed].Count, counties,
                    digests = reached.ToDictionary(x => FiguresFile.NameOf(x.Key), x => Investment.Funnel.FigureIds.DigestOf(x.Value.Select(table.StreamId))),
                },
            },
        }, Camel)!.AsObject();
    }

    private static byte[] SecretOf(LogKeys keys, ISuite suite) => Secrets.GetValue(keys, _ => throw new InvalidOperationException("Keys of somebody else."))[suite];

    private byte[] Manifest(IReadOnlyDictionary<string, byte[]?> files)
    {
        var events = Lines.Count(x => x.Contains("\"seq\":", StringComparison.Ordinal));
        var manifest = JsonSerializer.SerializeToNode(new
        {
            format = "qingyang-evidence/1",
            city = "庆阳市",
            madeAt = "2024-07-02T00:00:00Z",
            madeBy = "审计员",
            slice = new { kind = "all" },
            logId = LogId,
            position = Log.Last,
            @sealed = SealedAt(Log, Log.Leaves.Count),
            treeSize = Log.Leaves.Count,
            events,
            definition = "v1",
            files = files.Where(x => x.Value is not null).Select(x => new { name = x.Key, bytes = x.Value!.Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(x.Value)) }),
        }, Camel)!.AsObject();
        manifestEdits.ForEach(edit => edit(manifest));

        return Bytes(manifest.ToJsonString());
    }

    /// <summary>Every number up to it is in one of the first leaves.</summary>
    private static long SealedAt(SyntheticLog log, long size)
    {
        var covered = log.Leaves.Take((int)size).SelectMany(x => x.Event is { } e ? [e.Position] : Enumerable.Range((int)x.Gap!.Value.First, (int)(x.Gap.Value.Last - x.Gap.Value.First + 1)).Select(n => (long)n)).ToHashSet();
        var end = 0L;

        while (covered.Contains(end + 1))
        {
            end++;
        }

        return end;
    }

    private static byte[] Hash(ISuite suite, (StoredEvent? Event, SealedRun? Gap) leaf)
    {
        var (bytes, hash) = (new LeafBytes(), new byte[ISuite.HashSize]);

        if (leaf.Event is { } e)
        {
            bytes.OfEvent(e);
        }
        else
        {
            bytes.OfGap(leaf.Gap!.Value.First, leaf.Gap.Value.Last);
        }

        suite.HashLeaf(bytes.Prefixed, hash);

        return hash;
    }

    public static string Line(in StoredEvent e, long? leaf)
    {
        using var stream = new MemoryStream();
        using var lines = new PackLines(stream);
        lines.EventAsync(e, leaf, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        lines.FlushAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n');
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
