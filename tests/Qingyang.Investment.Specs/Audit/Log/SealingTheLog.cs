using Npgsql;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;
using Wolverine;

namespace Qingyang.Investment.Specs.Audit.Log;

public class SealingTheLog
{
    private const string Contact = """{"on": "2024-03-05", "method": "SiteVisit", "performedBy": "李四", "content": "洽谈 2.50"}""";
    private const string ContactType = "Qingyang.Investment.Contacts.ContactLogged, Qingyang.Investment";
    private const string Sequence = EventStore.Schema + ".mt_events_sequence";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Makes_a_leaf_of_every_event_in_their_order_and_signs_both_trees()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync(5);

        var checkpoint = await store.CheckpointedAsync();

        (checkpoint.Size, checkpoint.Sealed).ShouldBe((5, 5));
        (await store.Log.RunsAsync(5, Now).ToListAsync(Now)).ShouldBe([new SealedRun(0, 1, 5, IsGap: false)]);
        (await store.Log.LeavesOfAsync([1, 3, 5, 6], Now)).ShouldBe(new Dictionary<long, long> { [1] = 0, [3] = 2, [5] = 4 }, ignoreOrder: true);
        (await store.Log.LeafHashesAsync(Suites.Sm3, 5, Now).ToListAsync(Now)).Sum(x => x.Length).ShouldBe(5 * 32);
        await store.IsInOrderAsync();
    }

    [Fact]
    public async Task Goes_on_with_what_comes_and_keeps_the_last_checkpoint_of_each_day()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync(2);
        var first = await store.CheckpointedAsync();
        await store.RecordAsync(3);
        var second = await store.CheckpointedAsync();

        var path = await store.Log.ConsistencyAsync(Suites.Sha256, first.Size, second.Size, Now);

        MerkleProofs.Continues(Suites.Sha256, first.Size, first.Root, second.Size, second.Root, path).ShouldBeTrue();
        (await store.Log.LastOfEachDayAsync(Suites.Sha256, Now)).ShouldHaveSingleItem().Size.ShouldBe(second.Size);
        await store.RunAsync($"update {LogTables.Checkpoints} set made_at = made_at - interval '1 day' where size = {first.Size}");
        (await store.Log.LastOfEachDayAsync(Suites.Sha256, Now)).Select(x => x.Size).ShouldBe([second.Size, first.Size]);
        await store.IsInOrderAsync();
    }

    [Fact]
    public async Task Seals_numbers_that_a_failed_write_burnt_as_one_gap()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync();
        await BurnAsync(store, 3);
        await store.RecordAsync();
        await BurnAsync(store, 2);   // also where nothing comes after them

        await store.CheckpointedAsync(x => x.Sealed == 7);

        (await store.Log.RunsAsync(100, Now).ToListAsync(Now)).OrderBy(x => x.First).Select(x => (x.First, x.Last, x.IsGap)).ShouldBe([(1, 1, false), (2, 4, true), (5, 5, false), (6, 7, true)]);
        await store.RecordAsync();
        await store.CheckpointedAsync();
        await store.IsInOrderAsync();
    }

    /// <summary>Whoever has drawn a number and written nothing yet may have no transaction id: no snapshot tells of it, the lock of the sequence does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waits_for_whoever_is_still_writing_while_checkpoints_go_on(bool written)
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync();
        await store.CheckpointedAsync();
        await using var late = await store.Database.OpenConnectionAsync(Now);
        await using var transaction = await late.BeginTransactionAsync(Now);
        var number = await DrawAsync(late);

        if (written)
        {
            await WriteAsync(late, number, "contact_logged");
        }
        else
        {
            (await ScalarAsync(late, "select pg_current_xact_id_if_assigned()::text")).ShouldBe(DBNull.Value);
        }

        await store.RecordAsync(2);
        var before = await store.CheckpointedAsync(x => x.Size == 3);
        before.Sealed.ShouldBe(number - 1);
        await Task.Delay(1000, Now);   // three times as long as a gap is waited for
        await store.RecordAsync();
        (await store.CheckpointedAsync(x => x.Size == 4)).Sealed.ShouldBe(number - 1);

        if (!written)
        {
            await WriteAsync(late, number, "contact_logged");
        }

        await transaction.CommitAsync(Now);
        var after = await store.CheckpointedAsync(x => x.Sealed >= number + 3);

        after.Size.ShouldBe(5);
        (await store.Log.LeafOfAsync(number, Now)).ShouldBe(4);
        var path = await store.Log.ConsistencyAsync(Suites.Sha256, before.Size, after.Size, Now);
        MerkleProofs.Continues(Suites.Sha256, before.Size, before.Root, after.Size, after.Root, path).ShouldBeTrue();
        await store.IsInOrderAsync();
    }

    [Fact]
    public async Task Seals_tombstones_and_archived_events_like_all_others()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync();
        await using var connection = await store.Database.OpenConnectionAsync(Now);
        await WriteAsync(connection, await DrawAsync(connection), "tombstone");
        await WriteAsync(connection, await DrawAsync(connection), "contact_logged", archived: true);

        (await store.CheckpointedAsync(x => x.Sealed == 3)).Size.ShouldBe(3);

        (await store.Log.RunsAsync(3, Now).ToListAsync(Now)).ShouldAllBe(x => !x.IsGap);
        await store.IsInOrderAsync();
    }

    /// <summary>It comes in a transaction of its own, after the failed one: what was sealed as a gap stays one.</summary>
    [Fact]
    public async Task Turns_a_tombstone_away_that_comes_after_its_number_was_sealed_as_a_gap()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync();
        await BurnAsync(store, 1);
        await store.CheckpointedAsync(x => x.Sealed == 2);
        await using var connection = await store.Database.OpenConnectionAsync(Now);

        (await WriteAsync(connection, 2, "tombstone")).ShouldBe(0);

        (await store.Host.EventsAsync()).ShouldBe(1);
        await store.IsInOrderAsync();
    }

    [Fact]
    public async Task Has_one_sealer_on_two_nodes_and_another_one_when_it_stops()
    {
        await using var second = await SealedStore.StartAsync();
        var first = await SealedStore.OnAsync(second.Host.Database, second.Anchor, DurabilityMode.Balanced);
        const string Sealers = "select count(*) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database()) and (classid::bigint << 32) + objid::bigint = (hashtextextended('investment log', 0))";

        await first.RecordAsync(3);
        await second.RecordAsync(3);
        await second.CheckpointedAsync();
        (await second.Host.ScalarAsync<long>(Sealers)).ShouldBe(1);
        await second.DisposeAsync();
        await first.RecordAsync(2);
        (await first.CheckpointedAsync(x => x.Sealed == 8)).Size.ShouldBe(8);
        (await first.Host.ScalarAsync<long>(Sealers)).ShouldBe(1);
        await first.IsInOrderAsync();
        await first.DisposeAsync();
    }

    /// <summary>A sealer that was frozen and woken after another took over holds an old tree: it must not write it.</summary>
    [Fact]
    public async Task Lets_nobody_seal_who_does_not_know_how_far_it_is_sealed()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync(2);
        await store.CheckpointedAsync();
        await using var connection = await store.Database.OpenConnectionAsync(Now);
        var frozen = await Sealing.LoadAsync(connection, Now);
        await store.RecordAsync(2);
        await store.CheckpointedAsync();
        var tiles = await store.Host.ScalarAsync<string>($"select string_agg(md5(hashes), '' order by suite, level, tile) from {LogTables.Tiles}");

        await Should.ThrowAsync<InvalidOperationException>(() => frozen.BatchAsync(certain: null, 10, _ => { }, connection, Now));

        (await store.Host.ScalarAsync<string>($"select string_agg(md5(hashes), '' order by suite, level, tile) from {LogTables.Tiles}")).ShouldBe(tiles);
    }

    /// <summary>More events than go into one batch, and more than one tile of each kind.</summary>
    [Fact]
    public async Task Seals_a_backlog_in_batches_with_gaps_and_latecomers_in_it()
    {
        await using var store = await SealedStore.StartAsync();
        await store.RecordAsync();
        await store.CheckpointedAsync();
        await store.RunAsync(
            $"""
             select setval('{Sequence}', 30001);
             insert into {EventStore.Schema}.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
             select n, gen_random_uuid(), (select id from {EventStore.Schema}.mt_streams limit 1), n, '{Contact}', 'contact_logged', '{ContactType}' from generate_series(2, 30001) n where n % 777 <> 0
             """);

        await store.CheckpointedAsync(x => x.Sealed == 30_001);

        (await store.Log.RunsAsync(long.MaxValue / 2, Now).Where(x => x.IsGap).CountAsync(Now)).ShouldBe(30_001 / 777);
        await store.IsInOrderAsync();
    }

    private static async Task BurnAsync(SealedStore store, int numbers)
    {
        await using var connection = await store.Database.OpenConnectionAsync(Now);
        await using var transaction = await connection.BeginTransactionAsync(Now);

        for (var i = 0; i < numbers; i++)
        {
            await DrawAsync(connection);
        }

        await transaction.RollbackAsync(Now);
    }

    private static async Task<long> DrawAsync(NpgsqlConnection connection) => (long)await ScalarAsync(connection, $"select nextval('{Sequence}')");

    private static async Task<int> WriteAsync(NpgsqlConnection connection, long number, string type, bool archived = false)
    {
        await using var insert = new NpgsqlCommand(
            $"""
             insert into {EventStore.Schema}.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, timestamp, is_archived)
             values ($1, gen_random_uuid(), (select id from {EventStore.Schema}.mt_streams limit 1), $1 + 1000, '{Contact}', $2, '{ContactType}', now(), $3)
             """, connection);
        insert.Parameters.Add(new() { Value = number });
        insert.Parameters.Add(new() { Value = type });
        insert.Parameters.Add(new() { Value = archived });

        return await insert.ExecuteNonQueryAsync(Now);
    }

    private static async Task<object> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);

        return (await command.ExecuteScalarAsync(Now))!;
    }
}
