using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;
using Wolverine;

namespace Qingyang.Investment.Specs.Audit.Log;

/// <summary>A store of its own whose sealer is in a hurry, with an anchor outside of it.</summary>
public sealed class SealedStore : IAsyncDisposable
{
    private SealedStore(Store host, string anchor)
    {
        Host = host;
        Anchor = anchor;
    }

    public Store Host { get; }

    public string Anchor { get; }

    public SealedLog Log => Host.Services.GetRequiredService<SealedLog>();

    public NpgsqlDataSource Database => Host.Services.GetRequiredService<NpgsqlDataSource>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static async Task<SealedStore> StartAsync(string? anchor = null)
    {
        anchor ??= NewFolder();

        return new SealedStore(await Store.StartAsync(x => Hurry(x, anchor)), anchor);
    }

    /// <summary>On a database that is there already.</summary>
    public static async Task<SealedStore> OnAsync(string database, string anchor, DurabilityMode durability = DurabilityMode.Solo, Action<WebApplicationBuilder>? configure = null) =>
        new(await Store.OnAsync(database, durability, x =>
        {
            Hurry(x, anchor);
            configure?.Invoke(x);
        }), anchor);

    public static string NewFolder() => Directory.CreateTempSubdirectory("qy-anchor-").FullName;

    /// <summary>New enterprises, so many events.</summary>
    public async Task<List<Guid>> RecordAsync(int events = 1)
    {
        var ids = new List<Guid>();

        for (var i = 0; i < events; i++)
        {
            using var answer = await Host.Client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), Now);
            ((int)answer.StatusCode).ShouldBe(201);
            ids.Add((await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("entryId").GetGuid());
        }

        return ids;
    }

    /// <summary>Waits until both suites have a checkpoint of all that was recorded.</summary>
    public async Task<SignedCheckpoint> CheckpointedAsync()
    {
        var last = await Host.ScalarAsync<long>($"select max(seq_id) from {EventStore.Schema}.mt_events");

        return await CheckpointedAsync(x => x.Sealed >= last);
    }

    public async Task<SignedCheckpoint> CheckpointedAsync(Func<SignedCheckpoint, bool> wanted)
    {
        await UntilAsync(async () => await Log.NewestAsync(Suites.Sm3, Now) is { } newest && wanted(newest));

        return (await Log.NewestAsync(Suites.Sha256, Now)).ShouldNotBeNull();
    }

    public Task<LogTrouble> TroubledAsync(TroubleKind kind) => TroubledAsync(x => x.Kind == kind);

    public async Task<LogTrouble> TroubledAsync(Func<LogTrouble, bool> wanted)
    {
        LogTrouble? trouble = null;
        await UntilAsync(async () => (trouble = (await Log.StateAsync(Now)).Trouble) is { } found && wanted(found));

        return trouble!;
    }

    /// <summary>Waits by asking.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(TimeSpan.FromSeconds(40));

        while (!await isSo())
        {
            await Task.Delay(25, patience.Token);
        }
    }

    public async Task RunAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Now);
    }

    /// <summary>Every leaf against the event that it is of, every number in one leaf, and the roots of the newest checkpoints by the definition.</summary>
    public async Task IsInOrderAsync()
    {
        foreach (var suite in Suites.All)
        {
            var newest = (await Log.NewestAsync(suite, Now)).ShouldNotBeNull();
            var keys = (await Log.KeysAsync(Now)).ShouldNotBeNull();
            var runs = await Log.RunsAsync(newest.Size, Now).ToListAsync(Now);

            Checkpoint.Open(newest.Note, keys.Of(suite)).ShouldNotBeNull().Root.ShouldBe(await RootOfEventsAsync(suite, runs));
            runs.Select(x => x.Leaf).ShouldBe(runs.Take(runs.Count - 1).Select(x => x.End).Prepend(0));
            var numbers = runs.SelectMany(x => Enumerable.Range((int)x.First, (int)(x.Last - x.First + 1))).Order().ToList();
            numbers.ShouldBeUnique();
            numbers.Take((int)newest.Sealed).ShouldBe(Enumerable.Range(1, (int)newest.Sealed));
        }

        (await Host.Services.GetRequiredService<LogRecheck>().RunAsync(0, long.MaxValue / 2, Now).ToListAsync(Now)).ShouldBeEmpty();
    }

    /// <summary>By nothing but the events, the order of leaves, and RFC 6962 §2.1.</summary>
    private async Task<byte[]> RootOfEventsAsync(ISuite suite, List<SealedRun> runs)
    {
        var (hashes, leaf) = (new List<byte[]>(), new LeafBytes());

        foreach (var run in runs)
        {
            if (run.IsGap)
            {
                leaf.OfGap(run.First, run.Last);
                Add();
                continue;
            }

            await using var select = Database.CreateCommand($"select {StoredEvent.Columns} from {EventStore.Schema}.mt_events e where seq_id between {run.First} and {run.Last} order by seq_id");
            await using var rows = await select.ExecuteReaderAsync(Now);

            while (await rows.ReadAsync(Now))
            {
                leaf.OfEvent(StoredEvent.Of(rows));
                Add();
            }
        }

        return Root(0, hashes.Count);

        void Add()
        {
            hashes.Add(new byte[ISuite.HashSize]);
            suite.Hash(leaf.Prefixed, hashes[^1]);
        }

        byte[] Root(int start, int end)
        {
            if (end - start == 1)
            {
                return hashes[start];
            }

            var split = 1;

            while (split * 2 < end - start)
            {
                split *= 2;
            }

            return suite.HashNode(Root(start, start + split), Root(start + split, end));
        }
    }

    private static void Hurry(WebApplicationBuilder builder, string anchor)
    {
        builder.Configuration["QY_ANCHOR"] = anchor;
        builder.Configuration["Sealing:Pause"] = "00:00:00.030";
        builder.Configuration["Sealing:GapPatience"] = "00:00:00.300";
        builder.Configuration["Sealing:CheckpointEvery"] = "00:00:00.300";
        builder.Configuration["Sealing:CheckpointLeaves"] = "1";
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
