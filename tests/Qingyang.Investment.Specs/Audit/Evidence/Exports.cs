using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Specs.Audit.Evidence;

/// <summary>Evidence as somebody takes it away: a store whose log is sealed at once, and packs of it in a folder of their own.</summary>
public static class Exports
{
    public static Task<Store> StoreAsync() => Store.StartAsync(builder =>
    {
        builder.Configuration["Sealing:Pause"] = "00:00:00.050";
        builder.Configuration["Sealing:CheckpointEvery"] = "00:00:00.200";
        builder.Configuration["Sealing:GapPatience"] = "00:00:00.200";
    });

    /// <summary>Until everything that is in the log now is under a checkpoint of both trees.</summary>
    public static async Task SealedAsync(this Store store)
    {
        var last = await store.ScalarAsync<long>($"select coalesce(max(seq_id), 0) from {EventStore.Schema}.mt_events");
        var log = store.Services.GetRequiredService<SealedLog>();

        while (await log.NewestAsync(Suites.Sm3, TestContext.Current.CancellationToken) is not { } newest || newest.Sealed < last)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Nothing is sealed until it is disposed of.</summary>
    public static async Task<IAsyncDisposable> HoldSealingAsync(this Store store)
    {
        var connection = await store.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand($"begin; lock table {LogTables.Runs} in share mode", connection);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        return connection;   // a connection that is given back is rolled back
    }

    public static async Task<string> ExportAsync(this Store store, object slice, string folder)
    {
        using var answer = await store.Client.PostAsJsonAsync(new Uri("/api/evidence", UriKind.Relative), slice, TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(await OrNothingAsync(answer));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");

        return await SaveAsync(answer, folder);
    }

    public static async Task<string> SaveAsync(HttpResponseMessage answer, string folder)
    {
        var path = Path.Combine(folder, $"{Guid.CreateVersion7()}.zip");
        await using var file = File.Create(path);
        await answer.Content.CopyToAsync(file, TestContext.Current.CancellationToken);

        return path;
    }

    public static Report ShouldBeGood(this Report report)
    {
        report.ExitCode.ShouldBe(0, Told(report));

        return report;
    }

    public static string Told(Report report)
    {
        using var words = new StringWriter();
        Telling.Write(report, words);

        return words.ToString();
    }

    public static byte[] FileOf(string pack, string name)
    {
        using var zip = ZipFile.OpenRead(pack);
        using var file = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);

        return bytes.ToArray();
    }

    public static JsonElement JsonOf(string pack, string name) => JsonDocument.Parse(FileOf(pack, name)).RootElement;

    public static List<JsonElement> EventsOf(string pack) =>
        [.. Encoding.UTF8.GetString(FileOf(pack, "events.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => JsonDocument.Parse(x).RootElement)];

    private static async Task<string> OrNothingAsync(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
