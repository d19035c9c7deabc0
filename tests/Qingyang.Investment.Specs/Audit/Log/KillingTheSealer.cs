using System.Diagnostics;
using System.Reflection;
using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Audit.Log;

/// <summary>kill -9 at each of its steps, in a process of its own: whoever comes next goes on, and what is signed then goes on from what was signed before.</summary>
public class KillingTheSealer
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<SealingStep> Steps => [.. Enum.GetValues<SealingStep>()];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Loses_nothing_and_signs_nothing_else(SealingStep step)
    {
        var (database, anchor, before) = await AStoreAsync();

        for (var kills = 0; kills < (step <= SealingStep.Sealed ? 2 : 1); kills++)   // what was signed once is not signed again
        {
            await DieAsync(database.Connection, anchor, step);
        }

        var outside = await NewestOutsideAsync(database.Id, anchor);
        await using var store = await SealedStore.OnAsync(database.Name, anchor);
        await store.RecordAsync();
        var after = await store.CheckpointedAsync();

        after.Size.ShouldBe(12);
        (await store.Log.StateAsync(Now)).Trouble.ShouldBeNull();
        await store.IsInOrderAsync();

        foreach (var earlier in outside.Append(new Checkpoint("", before.Size, before.Root, 0, default)))
        {
            var path = await store.Log.ConsistencyAsync(Suites.Sha256, earlier.Size, after.Size, Now);
            MerkleProofs.Continues(Suites.Sha256, earlier.Size, earlier.Root, after.Size, after.Root, path).ShouldBeTrue();
        }

        // What stands outside is known inside: none was signed twice.
        var known = (await store.Log.PageAsync(Suites.Sha256, 1, 1000, Now)).Select(x => x.Note).ToList();
        var files = Directory.GetFiles(anchor, "sha256-*.txt", SearchOption.AllDirectories);
        files.Length.ShouldBe(known.Count);
        files.ShouldAllBe(x => known.Contains(File.ReadAllText(x)));
    }

    /// <summary>Four events sealed and signed, seven more that nobody has sealed yet.</summary>
    private static async Task<((string Name, string Connection, string Id) Database, string Anchor, SignedCheckpoint Signed)> AStoreAsync()
    {
        var anchor = SealedStore.NewFolder();
        string database, connection;
        SignedCheckpoint signed;

        await using (var store = await SealedStore.StartAsync(anchor))
        {
            await store.RecordAsync(4);
            (database, connection, signed) = (store.Host.Database, store.Database.ConnectionString, await store.CheckpointedAsync());
        }

        // Who holds the turn does nothing with it: the seven stay as they are.
        await using var holder = NpgsqlDataSource.Create(connection);
        await using var turn = await holder.OpenConnectionAsync(Now);
        await Sql.RunAsync("select pg_advisory_lock(hashtextextended('investment log', 0))", turn, Now);
        await using var idle = await SealedStore.OnAsync(database, anchor);
        await idle.RecordAsync(7);
        (await idle.Log.StateAsync(Now)).Size.ShouldBe(4);

        return ((database, connection, (await idle.Log.KeysAsync(Now))!.LogId), anchor, signed);
    }

    private static async Task DieAsync(string connection, string anchor, SealingStep step)
    {
        var assembly = typeof(KillingTheSealer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x is { Key: "Victim" }).Value!;
        using var victim = Process.Start(new ProcessStartInfo("dotnet", [assembly, "seal", connection, anchor, step.ToString()]) { UseShellExecute = false })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(TimeSpan.FromMinutes(1));

        try
        {
            await victim.WaitForExitAsync(patience.Token);
        }
        finally
        {
            victim.Kill();   // where it never came to that step
        }

        victim.ExitCode.ShouldBe(137, "SIGKILL");
    }

    private static async Task<List<Checkpoint>> NewestOutsideAsync(string id, string anchor) =>
        [.. (await Task.WhenAll(Directory.GetFiles(Path.Combine(anchor, Path.GetFileName(id)), "sha256-*.txt").Select(x => File.ReadAllTextAsync(x, Now)))).Select(x => Checkpoint.Parse(x)!)];
}
