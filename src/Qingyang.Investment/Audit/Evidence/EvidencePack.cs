using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>manifest.json.</summary>
public sealed record EvidenceManifest(
    string Format, string City, DateTimeOffset MadeAt, string MadeBy, ManifestSlice Slice, string LogId, long Position, long Sealed, long TreeSize, long Events, string Definition, IReadOnlyList<PackedFile> Files);

/// <summary>
/// Writes an evidence pack (证据包) straight into the stream that asked for it: a zip of events, proofs, checkpoints, keys and figures that needs nothing
/// else to be checked. docs/evidence.md is its format.
/// </summary>
public sealed class EvidencePack(NpgsqlDataSource database, SealedLog log, EvidenceFigures figures, EvidenceRecords records, City city)
{
    public const string Format = "qingyang-evidence/1";
    private const int Many = 1000;

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The export is on record before the pack gets the end without which no program opens it.</summary>
    public async Task WriteAsync(EvidencePlan plan, Actor actor, Stream to, CancellationToken cancellation)
    {
        using var chinese = Say.InChinese();
        await using var later = new UnhurriedStream(to);

        await using (var zip = await ZipArchive.CreateAsync(later, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            await WriteAsync(plan, actor, new PackZip(zip, plan.At), cancellation);
        }

        await later.FlushAsync(cancellation);
    }

    private async Task WriteAsync(EvidencePlan plan, Actor actor, PackZip pack, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var events = plan.Slice.Kind == SliceKind.All ? await AllAsync(plan, pack, connection, cancellation) : await SliceAsync(plan, pack, connection, cancellation);
        await snapshot.CommitAsync(cancellation);
        await NotesAsync(plan, pack, cancellation);
        await FiguresAsync(plan, pack, cancellation);
        var slice = ManifestSlice.Of(plan.Slice, city, plan.Figure);
        await pack.WriteAsync("README.html", EvidencePage.Of(plan, slice, city, actor, events, pack.Files), cancellation);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new EvidenceManifest(
                Format, city.Name, plan.At, actor.Name, slice, plan.Keys.LogId, plan.Position, plan.Checkpoint.Sealed, plan.Checkpoint.Size, events, FigureDefinition.V1.Name, pack.Files), Json);
        await records.AddAsync(new EvidenceExported(plan.Slice.Name, slice.Words, (int)events, plan.Position, Convert.ToHexStringLower(SHA256.HashData(manifest))), actor, cancellation);
        await pack.WriteAsync("manifest.json", manifest, cancellation);
    }

    private async Task<long> AllAsync(EvidencePlan plan, PackZip pack, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (runs, events) = (new List<SealedRun>(), 0L);

        await foreach (var run in log.RunsAsync(plan.Checkpoint.Size, cancellation))
        {
            runs.Add(run);
        }

        await pack.WriteAsync("events.ndjson", async file =>
        {
            using var lines = new PackLines(file);
            await new WholeLog(runs, plan.Position, connection).ReadAsync(
                (e, leaf) =>
                {
                    events++;

                    return lines.EventAsync(e, leaf, cancellation);
                },
                gap => lines.GapAsync(gap.Leaf, gap.First, gap.Last, cancellation), cancellation);
            await lines.FlushAsync(cancellation);
        }, cancellation);

        foreach (var suite in Suites.All)
        {
            await pack.WriteAsync($"leaves-{suite.Name}.bin", async file =>
            {
                await foreach (var hashes in log.LeafHashesAsync(suite, plan.Checkpoint.Size, cancellation))
                {
                    await file.WriteAsync(hashes, cancellation);
                }
            }, cancellation, packed: false);
        }

        return events;
    }

    private async Task<long> SliceAsync(EvidencePlan plan, PackZip pack, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var streams = plan.Enterprises is { } enterprises ? await SliceEvents.StreamsAsync(enterprises, plan.Position, connection, cancellation) : [];
        var events = await SliceEvents.InOrderAsync(await SliceEvents.NumbersAsync(plan.Slice, streams, plan.Position, connection, cancellation), plan.Checkpoint.Size, log, cancellation);

        await pack.WriteAsync("events.ndjson", async file =>
        {
            using var lines = new PackLines(file);

            foreach (var some in events.Chunk(Many))
            {
                var stored = await SliceEvents.ReadAsync(some.Select(x => x.Number), connection, cancellation);

                foreach (var (number, leaf) in some)
                {
                    await lines.EventAsync(stored[number], leaf, cancellation);
                }
            }

            await lines.FlushAsync(cancellation);
        }, cancellation);
        await pack.WriteAsync("proofs.ndjson", async file =>
        {
            using var lines = new PackLines(file);

            foreach (var some in events.Where(x => x.Leaf is not null).Select(x => x.Leaf!.Value).Chunk(Many))
            {
                var (sha256, sm3) = (await log.InclusionsAsync(Suites.Sha256, some, plan.Checkpoint.Size, cancellation), await log.InclusionsAsync(Suites.Sm3, some, plan.Checkpoint.Size, cancellation));

                for (var i = 0; i < some.Length; i++)
                {
                    await lines.PathAsync("leaf", some[i], sha256[i], sm3[i], cancellation);
                }
            }

            await lines.FlushAsync(cancellation);
        }, cancellation);
        await pack.WriteAsync("consistency.ndjson", async file =>
        {
            using var lines = new PackLines(file);

            foreach (var size in (await CheckpointsAsync(Suites.Sha256, plan, cancellation)).Select(x => x.Size).Where(x => x > 0 && x < plan.Checkpoint.Size).Order())
            {
                await lines.PathAsync(
                    "size", size, await log.ConsistencyAsync(Suites.Sha256, size, plan.Checkpoint.Size, cancellation), await log.ConsistencyAsync(Suites.Sm3, size, plan.Checkpoint.Size, cancellation), cancellation);
            }

            await lines.FlushAsync(cancellation);
        }, cancellation);

        return events.Count;
    }

    private async Task NotesAsync(EvidencePlan plan, PackZip pack, CancellationToken cancellation)
    {
        foreach (var suite in Suites.All)
        {
            foreach (var checkpoint in await CheckpointsAsync(suite, plan, cancellation))
            {
                await pack.WriteAsync($"checkpoints/{suite.Name}-{checkpoint.Size}.txt", Encoding.UTF8.GetBytes(checkpoint.Note), cancellation);
            }
        }

        await pack.WriteAsync("keys.txt", Encoding.UTF8.GetBytes(string.Concat(Suites.All.Select(x => $"{plan.Keys.Of(x)}\n"))), cancellation);
    }

    /// <summary>The one that the pack is made at, and the last of each day before it.</summary>
    private async Task<List<SignedCheckpoint>> CheckpointsAsync(ISuite suite, EvidencePlan plan, CancellationToken cancellation) =>
        [.. (await log.LastOfEachDayAsync(suite, cancellation)).Where(x => x.Size < plan.Checkpoint.Size).Append(await AtAsync(suite, plan.Checkpoint.Size, cancellation)).OrderBy(x => x.Size)];

    private async Task<SignedCheckpoint> AtAsync(ISuite suite, long size, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        return (await CheckpointBook.ReadAsync("suite = $1 and size = $2", [suite.Name, size], connection, cancellation)).Single();
    }

    private async Task FiguresAsync(EvidencePlan plan, PackZip pack, CancellationToken cancellation)
    {
        var asOf = plan.Slice.AsOf;
        var answers = await figures.AnswersAsync(asOf, plan.Position, cancellation);
        await pack.WriteAsync("definitions.json", JsonSerializer.SerializeToUtf8Bytes(new { definitions = EvidenceFigures.Definitions }, Json), cancellation);
        await pack.WriteAsync("figures.json", JsonSerializer.SerializeToUtf8Bytes(new { asOf, knownAt = plan.Position, answers }, Json), cancellation);
        await pack.WriteAsync("figures.csv", EvidenceSheets.Figures(plan.Position, answers), cancellation);
        var reached = new List<IReadOnlyDictionary<Guid, FigureEnterprise>>();

        foreach (var stage in (Stage[])[Stage.Contacted, Stage.Signed, Stage.Landed])
        {
            reached.Add((await figures.OpenAsync(new Figure(stage, Basis.Of(asOf)), plan.Position, cancellation)).ToDictionary(x => x.Id));
        }

        var enterprises = await figures.OpenAsync(new Figure(Stage.Registered, Basis.Of(asOf)), plan.Position, cancellation);
        var inIt = plan.Enterprises?.ToHashSet();
        await pack.WriteAsync("enterprises.csv", EvidenceSheets.Enterprises([.. enterprises.Where(x => inIt?.Contains(x.Id) != false)], reached), cancellation);
    }
}
