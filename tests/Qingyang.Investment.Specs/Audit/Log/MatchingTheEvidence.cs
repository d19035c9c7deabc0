using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web.Pages.Frame;

namespace Qingyang.Investment.Specs.Audit.Log;

/// <summary>What somebody with all rights in the database may do to the log, and what those outside are told then.</summary>
public class MatchingTheEvidence
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_an_older_backup_that_was_put_back_and_goes_on_when_the_right_one_is()
    {
        var (database, anchor) = await ASignedStoreAsync(3);
        var backup = await CopyAsync(database);
        await using (var store = await SealedStore.OnAsync(database, anchor))
        {
            await store.RecordAsync(2);
            await store.CheckpointedAsync(x => x.Size == 5);
        }

        await using (var store = await SealedStore.OnAsync(backup, anchor))
        {
            var trouble = await store.TroubledAsync(TroubleKind.Shorter);
            (trouble.Anchored, trouble.Size, trouble.Where).ShouldBe((5, 3, "sha256-5.txt"));
            await IsToldAsync(store, "日志比存证短：现在有 3 个叶，而sha256-5.txt里的检查点已有 5 个。", "The log is shorter than its evidence: it has 3 leaves");

            // What is recorded then is neither sealed nor signed: it stays as it is until somebody has looked.
            await store.RecordAsync(4);
            await Task.Delay(1000, Now);
            (await store.Log.StateAsync(Now)).Size.ShouldBe(3);
            (await store.Log.NewestAsync(Suites.Sha256, Now))!.Size.ShouldBe(3);
        }

        await using (var store = await SealedStore.OnAsync(database, anchor))
        {
            await store.RecordAsync();
            await store.CheckpointedAsync(x => x.Size == 6);
            await IsWellAsync(store);
        }
    }

    [Fact]
    public async Task Finds_a_tail_that_was_cut_off_with_every_trace_of_it()
    {
        var (database, anchor) = await ASignedStoreAsync(5);
        await ResealAsync(database, $"delete from {EventStore.Schema}.mt_events where seq_id > 3; select setval('{EventStore.Schema}.mt_events_sequence', 3)");

        await using var store = await SealedStore.OnAsync(database, anchor);

        (await store.TroubledAsync(TroubleKind.Shorter)).Size.ShouldBe(3);
        await IsToldAsync(store, "日志比存证短", "shorter than its evidence");
    }

    /// <summary>Everything inside fits together again: hashes, roots, and signatures with the log's own keys.</summary>
    [Theory]
    [InlineData("update investment.mt_events set data = jsonb_set(data, '{name}', '\"别人\"') where seq_id = 2")]
    [InlineData("update investment.mt_events set timestamp = timestamp - interval '1 day' where seq_id = 2")]
    [InlineData("update investment.mt_events set user_name = '别人' where seq_id = 5")]
    [InlineData("delete from investment.mt_events where seq_id = 4")]
    public async Task Finds_an_event_that_was_rewritten_and_sealed_again(string rewriting)
    {
        var (database, anchor) = await ASignedStoreAsync(5);
        await ResealAsync(database, rewriting);

        await using var store = await SealedStore.OnAsync(database, anchor);

        (await store.TroubledAsync(TroubleKind.Differs)).Where.ShouldBe("sha256-5.txt");
        await IsToldAsync(store, "日志与存证不一致：前 5 个叶的根与sha256-5.txt里签过名的检查点不同。", "does not match its evidence");
    }

    [Fact]
    public async Task Finds_a_log_that_went_on_twice_from_one_place()
    {
        var (database, anchor) = await ASignedStoreAsync(3);
        var fork = await CopyAsync(database);
        await using (var store = await SealedStore.OnAsync(database, anchor))
        {
            await store.RecordAsync(2);
            await store.CheckpointedAsync(x => x.Size == 5);
        }

        await using (var store = await SealedStore.OnAsync(fork, SealedStore.NewFolder()))
        {
            await store.RecordAsync(4);
            await store.CheckpointedAsync(x => x.Size == 7);
        }

        await using var told = await SealedStore.OnAsync(fork, anchor);

        (await told.TroubledAsync(TroubleKind.Differs)).Anchored.ShouldBe(5);
    }

    [Fact]
    public async Task Finds_changed_and_missing_hashes_without_an_anchor_too()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync(3);
        await store.CheckpointedAsync();
        var hashes = await store.Host.ScalarAsync<byte[]>($"select hashes from {LogTables.Tiles} where suite = 'sm3' and level = 0");
        Directory.Delete(store.Anchor, recursive: true);

        await store.RunAsync($"update {LogTables.Tiles} set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where suite = 'sm3'");
        (await store.TroubledAsync(TroubleKind.Differs)).ShouldSatisfyAllConditions(x => x.Suite.ShouldBe("sm3"), x => x.Where.ShouldBeNull());
        await IsToldAsync(store, "前 3 个叶的根与数据库（sm3）里签过名的检查点不同", "in the database (sm3)");

        await store.RunAsync($"delete from {LogTables.Tiles} where suite = 'sm3'");
        await store.TroubledAsync(TroubleKind.Damaged);
        await IsToldAsync(store, "日志的封存记录不完整", "The seals of the log are incomplete");

        await store.RunAsync($"insert into {LogTables.Tiles} values ('sm3', 0, 0, '\\x{Convert.ToHexString(hashes)}')");
        await store.RecordAsync();
        await store.CheckpointedAsync(x => x.Size == 4);
        await IsWellAsync(store);
        await store.IsInOrderAsync();
    }

    [Fact]
    public async Task Finds_runs_that_do_not_fit()
    {
        var (database, anchor) = await ASignedStoreAsync(3);
        await using var connection = new NpgsqlConnection(await ConnectionAsync(database));
        await connection.OpenAsync(Now);
        await Sql.RunAsync($"delete from {LogTables.Runs}", connection, Now);

        await using var store = await SealedStore.OnAsync(database, anchor);

        await store.TroubledAsync(TroubleKind.Damaged);
    }

    [Fact]
    public async Task Takes_nothing_for_a_checkpoint_that_it_did_not_sign()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync(2);
        await store.CheckpointedAsync();
        var folder = Directory.GetDirectories(store.Anchor).ShouldHaveSingleItem();
        var forged = Path.Combine(folder, "sm3-999.txt");
        await File.WriteAllTextAsync(forged, (await File.ReadAllTextAsync(Path.Combine(folder, "sm3-2.txt"), Now)).Replace("\n2\n", "\n999\n", StringComparison.Ordinal), Now);

        (await store.TroubledAsync(TroubleKind.Unverified)).Where.ShouldBe("sm3-999.txt");
        await IsToldAsync(store, "存证无法验证：sm3-999.txt里的检查点不是用本日志的密钥签的。", "The evidence cannot be verified");
        File.Delete(forged);
        await store.RecordAsync();
        await store.CheckpointedAsync(x => x.Size == 3);
    }

    /// <summary>An anchor that is away for a while holds up checkpoints, and nothing else.</summary>
    [Fact]
    public async Task Seals_on_and_signs_nothing_while_the_anchor_is_away()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync(2);
        await store.CheckpointedAsync();
        var folder = Directory.GetDirectories(store.Anchor).ShouldHaveSingleItem();
        Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "", Now);   // nobody can make or read a folder there, root neither

        await store.RecordAsync(2);

        await store.TroubledAsync(TroubleKind.Unreachable);
        await SealedStore.UntilAsync(async () => (await store.Log.StateAsync(Now)).Size == 4);
        await IsToldAsync(store, "存证文件夹不能读写", "The folder of the evidence cannot be read or written.");
        (await store.Log.NewestAsync(Suites.Sm3, Now))!.Size.ShouldBe(2);

        File.Delete(folder);
        Directory.Move(folder + ".away", folder);
        await store.CheckpointedAsync(x => x.Size == 4);
        await SealedStore.UntilAsync(async () => (await store.Log.StateAsync(Now)).Trouble is null);
        await IsWellAsync(store);
    }

    /// <summary>The embedded PostgreSQL has its anchor in its data folder; a foreign one has none, and that is told.</summary>
    [Fact]
    public async Task Has_an_anchor_beside_the_embedded_database_or_says_that_there_is_none()
    {
        await using var store = await Store.StartAsync();
        var connection = new NpgsqlConnectionStringBuilder((await StringAsync(store))!);
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build();

        Investment.Audit.Log.Anchor.Of(configuration, connection.ConnectionString).ShouldNotBeNull();
        connection.Host = "db.example.org";
        Investment.Audit.Log.Anchor.Of(configuration, connection.ConnectionString).ShouldBeNull();
        connection.Host = "/var/run/postgresql";
        Investment.Audit.Log.Anchor.Of(configuration, connection.ConnectionString).ShouldBeNull();
        LogReading.Tell(LogState.Empty).ShouldStartWith("没有设置存证文件夹（QY_ANCHOR）");

        static Task<string?> StringAsync(Store store) => Task.FromResult((store.Services.GetService(typeof(NpgsqlDataSource)) as NpgsqlDataSource)?.ConnectionString);
    }

    /// <summary>A store with so many events, all signed, and stopped.</summary>
    private static async Task<(string Database, string Anchor)> ASignedStoreAsync(int events)
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync(events);
        await store.CheckpointedAsync(x => x.Size == events);

        return (store.Host.Database, store.Anchor);
    }

    /// <summary>As a backup, or as whoever takes one away.</summary>
    private static async Task<string> CopyAsync(string database)
    {
        var copy = database + "_copy";
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(await ConnectionAsync("postgres"));
        await connection.OpenAsync(Now);
        await Sql.RunAsync($"create database {copy} template {database}", connection, Now);

        return copy;
    }

    /// <summary>Does something to the events, and has everything of the log but its keys made anew.</summary>
    private static async Task ResealAsync(string database, string rewriting)
    {
        await using (var connection = new NpgsqlConnection(await ConnectionAsync(database)))
        {
            await connection.OpenAsync(Now);
            await Sql.RunAsync($"{rewriting}; truncate {LogTables.Tiles}, {LogTables.Runs}, {LogTables.Checkpoints}, {LogTables.State}", connection, Now);
        }

        await using var store = await SealedStore.OnAsync(database, SealedStore.NewFolder());
        await store.CheckpointedAsync();
        await IsWellAsync(store);
    }

    private static async Task<string> ConnectionAsync(string database)
    {
        await using var cluster = await Investment.Platform.EmbeddedPostgres.PostgresCluster.StartAsync(
            Investment.Platform.EmbeddedPostgres.ClusterSettings.FromEnvironment() with { DataFolder = Api.Folder, Database = database }, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Now);

        return new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Pooling = false }.ConnectionString;
    }

    /// <summary>By readiness, by the log's own state and by the page, in both languages.</summary>
    private static async Task IsToldAsync(SealedStore store, string chinese, string english)
    {
        var state = await store.Host.GetAsync("/api/log/state");
        (state.GetProperty("signed").GetBoolean(), state.GetProperty("anchored").GetBoolean()).ShouldBe((false, true));
        state.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(chinese);
        var ready = await store.Host.GetAsync("/health/ready");
        ready.GetProperty("ready").GetBoolean().ShouldBeFalse();
        ready.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(chinese);
        ready.GetProperty("log").GetProperty("signed").GetBoolean().ShouldBeFalse();
        (await store.Host.Client.GetStringAsync(new Uri("/operations", UriKind.Relative), Now)).ShouldContain(chinese);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/log/state") { Headers = { { "Cookie", $"{Preferences.LanguageCookie}=c%3Den%7Cuic%3Den" } } };
        using var answer = await store.Host.Client.SendAsync(request, Now);
        (await answer.Content.ReadAsStringAsync(Now)).ShouldContain(english);
    }

    private static async Task IsWellAsync(SealedStore store)
    {
        var state = await store.Host.GetAsync("/api/log/state");
        (state.GetProperty("signed").GetBoolean(), state.GetProperty("detail").GetString()).ShouldBe((true, "已封存的日志与存证一致。"));
        (await store.Host.GetAsync("/health/ready")).GetProperty("log").GetProperty("signed").GetBoolean().ShouldBeTrue();
    }
}
