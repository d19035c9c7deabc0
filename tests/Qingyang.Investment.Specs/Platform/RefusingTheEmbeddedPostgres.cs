using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>What was foreseen: one sentence that says what to do, and data that stays as it was.</summary>
[Collection("Embedded PostgreSQL")]
public sealed class RefusingTheEmbeddedPostgres
{
    [Fact]
    public async Task Names_both_versions_when_only_another_one_is_there_and_leaves_the_data_alone()
    {
        var majors = InstalledPostgres.ByMajor.Keys.Order().ToArray();
        Assert.SkipUnless(majors.Length > 1, "only one major version of PostgreSQL is on this machine");
        await using var folder = new OwnFolder();
        var (older, newer) = (majors[0], majors[^1]);
        await (await folder.StartAsync(InstalledPostgres.ByMajor[older])).DisposeAsync();
        var before = folder.Contents();

        var sentence = await OwnFolder.RefusedAsync(folder.Settings(InstalledPostgres.ByMajor[newer]) with { Search = ProgramsSearch.Nowhere });

        sentence.ShouldContain($"PostgreSQL {older} 建立的");
        sentence.ShouldContain($"只有 {newer}.");
        folder.Contents().ShouldBe(before);

        // With the whole machine to search, it finds the version that wrote the data, whichever it is told to prefer.
        await using var cluster = await folder.StartAsync(InstalledPostgres.ByMajor[newer]);
        cluster.Version.Major.ShouldBe(older);
    }

    [Fact]
    public async Task Says_where_it_looked_when_there_is_no_postgres()
    {
        await using var folder = new OwnFolder();
        var nowhere = new ProgramsSearch(null, ["/usr/lib/no-postgresql"], "/no/such/bin");

        var sentence = await OwnFolder.RefusedAsync(folder.Settings("/no/programs/here") with { Search = nowhere });

        sentence.ShouldContain("没有找到可用的 PostgreSQL");
        sentence.ShouldContain("QY_PG_BIN");
        sentence.ShouldContain("ConnectionStrings__investment");
        sentence.ShouldContain("找过：/no/programs/here；/no/such/bin");
    }

    [Fact]
    public async Task Says_which_programs_do_not_run()
    {
        await using var folder = new OwnFolder();
        var broken = Directory.CreateDirectory(Path.Combine(folder.Parent, "broken")).FullName;

        foreach (var program in (string[])["postgres", "initdb", "pg_ctl"])
        {
            await File.WriteAllTextAsync(Path.Combine(broken, program), "no program", TestContext.Current.CancellationToken);
        }

        (await OwnFolder.RefusedAsync(folder.Settings(broken) with { Search = ProgramsSearch.Nowhere })).ShouldContain($"{broken}（无法运行");
    }

    [Fact]
    public async Task Does_not_take_a_folder_of_other_files_for_its_data()
    {
        await using var folder = new OwnFolder();
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "letters.txt"), "…", TestContext.Current.CancellationToken);
        var before = folder.Contents();

        (await OwnFolder.RefusedAsync(folder.Settings())).ShouldContain("PG_VERSION");

        folder.Contents().ShouldBe(before);
    }

    [Fact]
    public async Task Says_that_the_folder_cannot_be_written()
    {
        await using var folder = new OwnFolder();
        var file = Path.Combine(folder.Parent, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var sentence = await OwnFolder.RefusedAsync(folder.Settings() with { DataFolder = Path.Combine(file, "data") });

        sentence.ShouldContain("不可读写");
        sentence.ShouldContain("QY_DATA");
    }

    [Fact]
    public async Task Says_that_the_account_cannot_reach_the_folder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root runs PostgreSQL as another account");
        await using var folder = new OwnFolder();
        (await Living.RunAsync("chmod", "700", folder.Parent)).ShouldBe(0);

        (await OwnFolder.RefusedAsync(folder.Settings())).ShouldContain("进不了数据目录");
    }

    [Fact]
    public async Task Says_that_data_of_root_must_be_given_to_an_account()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an ordinary user owns what it makes");
        await using var folder = new OwnFolder();
        await (await folder.StartAsync()).DisposeAsync();
        (await Living.RunAsync("chown", "-R", "root", folder.Data)).ShouldBe(0);

        (await OwnFolder.RefusedAsync(folder.Settings())).ShouldContain("chown -R");
    }

    [Fact]
    public async Task Says_what_the_server_said_when_it_does_not_start()
    {
        await using var folder = new OwnFolder();
        await (await folder.StartAsync()).DisposeAsync();
        await File.AppendAllTextAsync(
            Path.Combine(folder.Data, "postgresql.auto.conf"), "max_connections = 'many'\n", TestContext.Current.CancellationToken);

        var sentence = await OwnFolder.RefusedAsync(folder.Settings());

        sentence.ShouldContain("没有启动起来");
        sentence.ShouldContain("max_connections");
    }

    [Fact]
    public async Task Trusts_no_folder_for_sockets_that_others_can_write()
    {
        await using var folder = new OwnFolder();
        var deep = folder.Settings() with { DataFolder = Path.Combine(folder.Path, new string('d', 90)) };
        var sockets = ClusterFolder.SocketsOf(deep.DataFolder);
        Directory.CreateDirectory(sockets);
        (await Living.RunAsync("chmod", "777", sockets)).ShouldBe(0);

        (await OwnFolder.RefusedAsync(deep)).ShouldContain(sockets);

        Directory.Delete(sockets);
    }

    [Fact]
    public async Task Waits_only_so_long_for_another_process_that_is_starting()
    {
        await using var folder = new OwnFolder();
        Directory.CreateDirectory(folder.Path);
        await using var other = new FileStream(Path.Combine(folder.Path, "start.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var sentence = await OwnFolder.RefusedAsync(folder.Settings() with { StartTimeout = TimeSpan.FromMilliseconds(200) });

        sentence.ShouldContain("请稍后再试");
    }
}
