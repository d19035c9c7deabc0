using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Specs.Audit.Log;

namespace Qingyang.Investment.Specs.Platform;

[Collection("Embedded PostgreSQL")] // one after another: each starts servers of its own
public sealed class StartingTheEmbeddedPostgres
{
    public static TheoryData<int> Majors => [.. InstalledPostgres.ByMajor.Keys];

    [Theory, MemberData(nameof(Majors))]
    public async Task Works_with_every_version_on_this_machine(int major)
    {
        await using var folder = new OwnFolder();
        var programs = InstalledPostgres.ByMajor[major];

        await using (var cluster = await folder.StartAsync(programs))
        {
            cluster.HowStarted.ShouldBe(HowStarted.Created);
            cluster.Version.Major.ShouldBe(major);
            await OwnFolder.DoAsync(cluster, "create extension pg_trgm; create table kept (name text); insert into kept values ('东风')");
            folder.ServerRuns.ShouldBeTrue();
        }

        folder.ServerRuns.ShouldBeFalse();

        await using (var again = await folder.StartAsync(programs))
        {
            again.HowStarted.ShouldBe(HowStarted.Started);
            (await OwnFolder.AskAsync<string>(again, "select name from kept")).ShouldBe("东风");
        }
    }

    /// <summary>So that the first question after a restart finds what the last one before it found: in memory.</summary>
    [Theory, MemberData(nameof(Majors))]
    public async Task Holds_after_a_restart_what_it_held_before(int major)
    {
        await using var folder = new OwnFolder();
        var programs = InstalledPostgres.ByMajor[major];

        await using (var cluster = await folder.StartAsync(programs))
        {
            await OwnFolder.DoAsync(cluster, "create extension pg_buffercache; create table kept as select md5(i::text) from generate_series(1, 20000) i; checkpoint");
        }

        // Nobody has read the table since; its pages come by themselves, a moment after the start.
        await using var again = await folder.StartAsync(programs);
        await SealedStore.UntilAsync(async () => await OwnFolder.AskAsync<long>(again, "select count(*) from pg_buffercache where relfilenode = pg_relation_filenode('kept')") > 100);
    }

    [Theory, MemberData(nameof(Majors))]
    public async Task Keeps_what_it_confirms_and_listens_to_no_network(int major)
    {
        await using var folder = new OwnFolder();
        await using var cluster = await folder.StartAsync(InstalledPostgres.ByMajor[major]);
        var settings = """
            select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in
            ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'jit', 'TimeZone', 'server_encoding')
            """;

        (await OwnFolder.AskAsync<string>(cluster, settings)).ShouldBe(
            "TimeZone=UTC data_checksums=on fsync=on full_page_writes=on jit=off listen_addresses= server_encoding=UTF8 synchronous_commit=on");
        (await OwnFolder.AskAsync<bool>(cluster, "select '阿' < '波' collate \"zh-x-icu\"")).ShouldBeTrue();
        (await OwnFolder.AskAsync<bool>(cluster, "select '王' > '李' collate \"zh-x-icu\"")).ShouldBeTrue();
        await OwnFolder.DoAsync(cluster, "create extension pg_trgm");
        (await OwnFolder.AskAsync<bool>(cluster, "select cardinality(show_trgm('青羊区投资')) > 0")).ShouldBeTrue();
    }

    [Fact]
    public async Task Is_joined_by_a_second_process_and_stopped_by_the_last_to_leave()
    {
        await using var folder = new OwnFolder();
        await using var first = await folder.StartAsync();
        await using var second = await Victim.StartAsync(folder.Path);
        second.HowStarted.ShouldBe(HowStarted.Joined);

        await first.DisposeAsync();
        folder.ServerRuns.ShouldBeTrue();
        await second.WorkAsync(20);

        (await second.InterruptAsync())[^1].ShouldBe("stopped");
        folder.ServerRuns.ShouldBeFalse();
    }

    [Fact]
    public async Task Goes_on_when_the_process_that_started_it_leaves()
    {
        await using var folder = new OwnFolder();
        await using var first = await Victim.StartAsync(folder.Path);
        await using var second = await folder.StartAsync();
        second.HowStarted.ShouldBe(HowStarted.Joined);

        (await first.InterruptAsync())[^1].ShouldBe("stopped");
        (await OwnFolder.AskAsync<long>(second, "select count(*) from acknowledged")).ShouldBePositive();

        await second.DisposeAsync();
        folder.ServerRuns.ShouldBeFalse();
    }

    [Fact]
    public async Task Makes_one_cluster_when_several_start_at_once()
    {
        await using var folder = new OwnFolder();

        var clusters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => folder.StartAsync()));

        clusters.Count(x => x.HowStarted == HowStarted.Created).ShouldBe(1);
        clusters.Count(x => x.HowStarted == HowStarted.Joined).ShouldBe(3);
        await Task.WhenAll(clusters.Select(x => x.DisposeAsync().AsTask()));
        folder.ServerRuns.ShouldBeFalse();
    }

    [Fact]
    public async Task Survives_the_control_c_that_is_meant_for_the_app()
    {
        await using var folder = new OwnFolder();
        await using var victim = await Victim.StartAsync(folder.Path);
        await victim.WorkAsync(20);

        var said = await victim.InterruptAsync(); // its last insert comes after the signal

        said[^1].ShouldBe("stopped");
        folder.ServerRuns.ShouldBeFalse();
        await using var cluster = await folder.StartAsync();
        cluster.HowStarted.ShouldBe(HowStarted.Started);
    }

    [Fact]
    public async Task Runs_for_an_ordinary_user_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the specs run as an ordinary user already");
        await using var folder = new OwnFolder();
        Directory.CreateDirectory(folder.Path);
        (await Living.RunAsync("chown", "nobody", folder.Path)).ShouldBe(0);

        await using var victim = await Victim.StartAsync(folder.Path, account: "nobody");
        await victim.WorkAsync(5);

        (await victim.InterruptAsync())[^1].ShouldBe("stopped");
        await using var asRoot = await folder.StartAsync(); // by the owner of the data, not by the first account in the list
        asRoot.HowStarted.ShouldBe(HowStarted.Started);
    }

    [Fact]
    public async Task Finds_room_for_its_socket_when_the_folder_is_too_deep_for_one()
    {
        await using var folder = new OwnFolder();
        var deep = folder.Settings() with { DataFolder = Path.Combine(folder.Path, new string('深', 40), "a,b") };

        await using var cluster = await OwnFolder.StartAsync(deep);

        (await OwnFolder.AskAsync<int>(cluster, "select 1")).ShouldBe(1);
        await cluster.DisposeAsync();
        Directory.Delete(ClusterFolder.SocketsOf(deep.DataFolder), recursive: true);
    }
}
