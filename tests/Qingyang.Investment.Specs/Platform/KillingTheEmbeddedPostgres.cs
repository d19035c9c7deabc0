using System.Diagnostics;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>kill -9, of the app and of the server: the next start goes on, and every row that was acknowledged is there.</summary>
[Collection("Embedded PostgreSQL")]
public sealed class KillingTheEmbeddedPostgres
{
    public static TheoryData<int> Majors => StartingTheEmbeddedPostgres.Majors;

    [Fact]
    public async Task Only_the_app_leaves_a_server_to_be_adopted()
    {
        await using var folder = new OwnFolder();
        await using var victim = await Victim.StartAsync(folder.Path);
        var acknowledged = await victim.WorkAsync(200);
        acknowledged = [.. acknowledged, .. await victim.KillAsync()];
        folder.ServerRuns.ShouldBeTrue();

        await using var cluster = await folder.StartAsync();

        cluster.HowStarted.ShouldBe(HowStarted.Adopted);
        (await MissingAsync(cluster, acknowledged)).ShouldBe(0);
        await cluster.DisposeAsync();
        folder.ServerRuns.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Majors))]
    public async Task App_and_server_lose_no_row_that_was_acknowledged(int major)
    {
        await using var folder = new OwnFolder();
        var programs = InstalledPostgres.ByMajor[major];
        var acknowledged = await KillAllAsync(folder, programs);

        await using var cluster = await folder.StartAsync(programs);

        cluster.HowStarted.ShouldBe(HowStarted.Recovered);
        (await MissingAsync(cluster, acknowledged)).ShouldBe(0);
    }

    [Fact]
    public async Task Is_recovered_from_when_only_the_server_itself_dies()
    {
        await using var folder = new OwnFolder();
        await using var victim = await Victim.StartAsync(folder.Path);
        var acknowledged = await victim.WorkAsync(50);
        acknowledged = [.. acknowledged, .. await victim.KillAsync(folder.ServerPid!.Value)]; // its children are left to find out

        await using var cluster = await folder.StartAsync();

        cluster.HowStarted.ShouldBe(HowStarted.Recovered);
        (await MissingAsync(cluster, acknowledged)).ShouldBe(0);
    }

    [Fact]
    public async Task Is_recovered_from_when_its_number_went_to_another_program()
    {
        await using var folder = new OwnFolder();
        var acknowledged = await KillAllAsync(folder, programs: null);
        await using var other = new Sleeper();
        var lines = await File.ReadAllLinesAsync(folder.PidFile, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder.PidFile, lines.Skip(1).Prepend($"{other.Id}"), TestContext.Current.CancellationToken);

        await using var cluster = await folder.StartAsync();

        cluster.HowStarted.ShouldBe(HowStarted.Recovered);
        (await MissingAsync(cluster, acknowledged)).ShouldBe(0);
        other.StillSleeps.ShouldBeTrue();
    }

    [Fact]
    public async Task While_the_cluster_is_being_made_leaves_nothing_that_hinders_the_next_start()
    {
        await using var folder = new OwnFolder();
        await using var victim = Victim.Launch(folder.Path);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(2));

        while (!Directory.Exists(folder.Path) || Directory.GetFiles(folder.Path, "PG_VERSION", SearchOption.AllDirectories).Length == 0)
        {
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken); // initdb writes this one first
        }

        Directory.Exists(folder.Data).ShouldBeFalse();
        await victim.KillAsync(); // its initdb goes on alone for a while

        await using var cluster = await folder.StartAsync();

        cluster.HowStarted.ShouldBe(HowStarted.Created);
        (await OwnFolder.AskAsync<int>(cluster, "select 1")).ShouldBe(1);
    }

    private static async Task<IReadOnlyList<int>> KillAllAsync(OwnFolder folder, string? programs)
    {
        await using var victim = await Victim.StartAsync(folder.Path, programs);
        var acknowledged = await victim.WorkAsync(200);
        var server = folder.ServerPid!.Value;

        return [.. acknowledged, .. await victim.KillAsync([server, .. Living.ChildrenOf(server)])];
    }

    private sealed class Sleeper : IAsyncDisposable
    {
        private readonly Process _process = Process.Start("sleep", "300");

        public int Id => _process.Id;

        public bool StillSleeps => !_process.HasExited;

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private static async Task<long> MissingAsync(PostgresCluster cluster, IReadOnlyList<int> acknowledged)
    {
        acknowledged.ShouldNotBeEmpty();

        return await OwnFolder.AskAsync<long>(
            cluster,
            $"select count(*) from unnest('{{{string.Join(',', acknowledged)}}}'::int[]) n where n not in (select number from acknowledged)");
    }
}
