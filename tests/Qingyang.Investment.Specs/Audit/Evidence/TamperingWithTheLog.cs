using System.Globalization;
using JasperFx;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Specs.Audit.Evidence;

/// <summary>
/// Whoever may write to the database does what they like to 200 random events of a sealed log, each kind of it on a copy of its own, and evidence is
/// taken from the copy: all 200 are told, by their log positions.
/// </summary>
public sealed class TamperingWithTheLog(TamperingWithTheLog.Copies copies) : IClassFixture<TamperingWithTheLog.Copies>
{
    private const int Many = 200;

    [Theory]
    [InlineData("id", "gen_random_uuid()")]
    [InlineData("stream_id", "(select id from investment.mt_streams s where s.id <> e.stream_id order by md5(s.id::text || e.seq_id) limit 1)")]
    [InlineData("version", "version + 100000")]
    [InlineData("type", "'enterprise_renamed_'")]
    [InlineData("timestamp", "timestamp + interval '1 microsecond'")]
    [InlineData("user_name", "coalesce(user_name, '') || ' '")]
    [InlineData("user_name", "null")]
    [InlineData("causation_id", "coalesce(causation_id, '') || 'x'")]
    [InlineData("correlation_id", "coalesce(correlation_id, '') || 'x'")]
    [InlineData("headers", "headers || '{\"source\": \"ui\"}'")]
    [InlineData("headers", "null")]
    [InlineData("data", "data || '{\"remark\": \"x\"}'")]
    public async Task Every_change_of_a_column_is_told(string column, string value)
    {
        var events = copies.Some(Many);

        var report = await copies.CheckAsync($"update investment.mt_events e set {column} = {value} where seq_id = any($1)", events);

        report["leaves"].Findings.Where(x => x.IsWrong).Select(x => x.Position!.Value).ShouldBe(events, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_number_that_was_changed_is_told()
    {
        var events = copies.Some(Many);

        var report = await copies.CheckAsync("update investment.mt_events set seq_id = seq_id + 1000000 where seq_id = any($1)", events);

        report["events"].Wrongs.ShouldBe(Many);
        Uncovered(report).ShouldBe(events, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_event_that_was_deleted_is_told()
    {
        var events = copies.Some(Many);

        var report = await copies.CheckAsync("delete from investment.mt_events where seq_id = any($1)", events);

        report["events"].Findings.Count(x => x.IsWrong && x.Sentence.Contains("不见了")).ShouldBe(Many);
        Uncovered(report).ShouldBe(events, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_event_that_was_inserted_is_told()
    {
        var numbers = copies.SomeOfTheGap(Many);

        var report = await copies.CheckAsync(
            """
            insert into investment.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            select n, gen_random_uuid(), (select stream_id from investment.mt_events order by seq_id limit 1), 5000 + n, '{"on": "2024-03-05"}', 'contact_logged', now(), '*DEFAULT*', '' from unnest($1) n
            """, numbers);

        report["events"].Findings.Where(x => x.IsWrong && x.Sentence.Contains("封存以后插进去的")).Select(x => x.Position!.Value).ShouldBe(numbers, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_two_that_were_swapped_are_told()
    {
        var events = copies.Some(Many);

        var report = await copies.CheckAsync(
            """
            update investment.mt_events set seq_id = -seq_id where seq_id = any($1);
            update investment.mt_events e set seq_id = p.other from (select a.n as own, b.n as other from unnest($1) with ordinality a (n, i) join unnest($1) with ordinality b (n, i) on b.i = a.i + 1 - 2 * ((a.i + 1) % 2)) p
            where e.seq_id = -p.own
            """.Replace("a.i + 1 - 2 * ((a.i + 1) % 2)", "case a.i % 2 when 1 then a.i + 1 else a.i - 1 end", StringComparison.Ordinal), events);

        report["leaves"].Findings.Where(x => x.IsWrong).Select(x => x.Position!.Value).ShouldBe(events, ignoreOrder: true);
        report["leaves"].Findings.ShouldAllBe(x => x.Sentence.Contains("两个事件被对调"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task A_tail_that_was_cut_off_is_told(int events)
    {
        var tail = copies.Numbers.TakeLast(events).ToArray();

        var report = await copies.CheckAsync("delete from investment.mt_events where seq_id = any($1)", tail);

        report["events"].Findings.Count(x => x.IsWrong && x.Sentence.Contains("不见了")).ShouldBe(events);
        Uncovered(report).ShouldBe(tail, ignoreOrder: true);
    }

    /// <summary>By somebody who knows the log's own tables too, but not what lies outside.</summary>
    [Fact]
    public async Task A_tail_that_was_cut_off_of_every_table_is_told_by_the_anchor()
    {
        var size = copies.Sizes[^2];

        var report = await copies.CheckAsync(
            $$"""
            delete from investment.log_checkpoints where size > {{size}};
            delete from investment.mt_events where seq_id > (select max(sealed) from investment.log_checkpoints) and $1 is not null
            """, [1]);

        report.First.ShouldNotBeNull().Sentence.ShouldContain("日志比存证短");
    }

    [Fact]
    public async Task Where_nothing_was_done_nothing_is_told() => (await copies.CheckAsync("select $1", [1])).ShouldBeGood();

    private static List<long> Uncovered(Report report) => [.. report["coverage"].Findings.SelectMany(x =>
    {
        var words = x.Sentence.Split(' ');
        var last = x.Sentence.Contains('到') ? long.Parse(words[3], CultureInfo.InvariantCulture) : x.Position!.Value;

        return Enumerable.Range((int)x.Position!.Value, (int)(last - x.Position.Value) + 1).Select(n => (long)n);
    })];

    /// <summary>A log of some hundred events with a gap in it, sealed in several steps, as a template to be copied.</summary>
    public sealed class Copies : IAsyncLifetime
    {
        private const int Enterprises = 130, Burned = 250;

        private readonly Random random = new(20261124);
        private readonly string folder = Directory.CreateTempSubdirectory("qy-tampered-").FullName;
        private IConfiguration configuration = null!;
        private PostgresCluster cluster = null!;
        private long[] gap = [];
        private string template = "";
        private int last;

        /// <summary>Of all events, in order.</summary>
        public IReadOnlyList<long> Numbers { get; private set; } = [];

        /// <summary>Of the trees that were signed.</summary>
        public IReadOnlyList<long> Sizes { get; private set; } = [];

        public long[] Some(int many) => [.. Numbers.OrderBy(_ => random.Next()).Take(many)];

        public long[] SomeOfTheGap(int many) => [.. gap.OrderBy(_ => random.Next()).Take(many)];

        public async ValueTask InitializeAsync()
        {
            await using (var store = await Exports.StoreAsync())
            {
                template = store.Database;
                configuration = new ConfigurationBuilder().AddInMemoryCollection(store.Services.GetRequiredService<IConfiguration>().AsEnumerable()).Build();
                await RecordAsync(store, Enterprises / 2);
                var first = await store.ScalarAsync<long>($"select min(nextval('{EventStore.Schema}.mt_events_sequence')) from generate_series(1, {Burned})");
                gap = [.. Enumerable.Range(0, Burned).Select(x => first + x)];
                await RecordAsync(store, Enterprises / 2);
                await store.SealedAsync();
                await RecordAsync(store, 1);
                await store.SealedAsync();
                await store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);
                Numbers = await store.ScalarAsync<long[]>($"select array_agg(seq_id order by seq_id) from {EventStore.Schema}.mt_events");
                Sizes = await store.ScalarAsync<long[]>("select array_agg(size order by size) from investment.log_checkpoints where suite = 'sm3'");
            }

            cluster = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = Api.Folder }, NullLogger.Instance, CancellationToken.None);
        }

        /// <summary>Does that to a copy, takes evidence from it as the host would, and has it checked.</summary>
        public async Task<Report> CheckAsync(string tampering, long[] events)
        {
            var copy = $"{template}_copy_{++last}";
            await RunAsync(cluster.ConnectionString, $"create database {copy} template {template}");
            var database = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Database = copy, Pooling = false }.ConnectionString;
            var position = Numbers[^1];

            // Whoever does this is not stopped by keys.
            await RunAsync(database, "set session_replication_role = replica; " + await DropsAsync(database));

            foreach (var statement in tampering.Split(';'))
            {
                await RunAsync(database, statement, events);
            }

            await using var services = new ServiceCollection().AddLogging().AddSingleton(configuration).AddInvestment(database, configuration).ConfigureMarten(x => x.AutoCreateSchemaObjects = AutoCreate.None).BuildServiceProvider();
            var log = services.GetRequiredService<SealedLog>();
            var newest = (await log.NewestAsync(Suites.Sha256, CancellationToken.None))!;
            var keys = (await log.KeysAsync(CancellationToken.None))!;
            var plan = new EvidencePlan(new EvidenceSlice(SliceKind.All, new DateOnly(2024, 6, 30)), TimeProvider.System.GetUtcNow().AddMinutes(1), keys, newest, position, null, null);
            var path = Path.Combine(folder, copy + ".zip");

            await using (var file = File.Create(path))
            {
                await services.GetRequiredService<EvidencePack>().WriteAsync(plan, new Actor("审计员", Role.Auditor), file, TestContext.Current.CancellationToken);
            }

            return Verification.Of(path, Path.Combine(Api.Folder, "anchor"));
        }

        public async ValueTask DisposeAsync()
        {
            await cluster.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        private static async Task RecordAsync(Store store, int enterprises) => await Parallel.ForEachAsync(Enumerable.Range(0, enterprises), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            var (_, answer) = await store.Client.SendAsync(HttpMethod.Post, "/api/enterprises", Given.AnEnterprise());
            var (enterprise, number) = (answer.GetProperty("enterpriseId").GetGuid(), Given.AnAgreementNumber());

            foreach (var (path, fact) in ((string, object)[])[("/api/contacts", Given.AContact(enterprise)), ("/api/agreements", Given.AnAgreement(enterprise, number)), ("/api/milestones", Given.AMilestone(enterprise, number))])
            {
                (await store.Client.SendAsync(HttpMethod.Post, path, fact)).Status.ShouldBe(201);
            }
        });

        private static async Task<string> DropsAsync(string database)
        {
            await using var source = NpgsqlDataSource.Create(database);
            await using var find = source.CreateCommand(
                "select coalesce(string_agg(format('drop index %s cascade;', i.indexrelid::regclass), ''), '') from pg_index i where i.indrelid = 'investment.mt_events'::regclass and i.indisunique and not i.indisprimary");

            return (string)(await find.ExecuteScalarAsync(TestContext.Current.CancellationToken))! + "alter table investment.mt_events drop constraint if exists fkey_mt_events_stream_id";
        }

        private static async Task RunAsync(string database, string sql, long[]? events = null)
        {
            await using var source = NpgsqlDataSource.Create(database);
            await using var run = source.CreateCommand(sql);

            if (events is not null)
            {
                run.Parameters.Add(new() { Value = events });
            }

            await run.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
