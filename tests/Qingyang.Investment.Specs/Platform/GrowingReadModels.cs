using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Service;
using Qingyang.Investment.Specs.Ledgers;
using Wolverine;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>A store that another version of the product filled, started again.</summary>
public class GrowingReadModels
{
    private static readonly string[] Tables = [FunnelSpans.TableName, EnterpriseList.TableName, EnterpriseSearch.TableName, Assignments.TableName];

    [Theory]
    [InlineData($"drop table {EnterpriseSearch.TableName}")]
    [InlineData($"drop table {FunnelSpans.TableName}; drop table {Assignments.TableName}")]
    [InlineData($"alter table {EnterpriseList.TableName} drop column chain")]
    [InlineData($"alter table {EnterpriseList.TableName} alter column remark type varchar(10); update {EnterpriseList.TableName} set remark = 'x'")]
    [InlineData($"comment on table {EnterpriseSearch.TableName} is 'another version of its fold'; delete from {EnterpriseSearch.TableName}")]
    [InlineData($"drop table {EnterpriseSearch.TableName}; drop extension pg_trgm; delete from {EventStore.Schema}.mt_event_progression where name like '{nameof(EnterpriseSearch)}%'")]
    public async Task Are_made_anew_at_start_where_they_were_of_another_shape(string changed)
    {
        var (database, before) = await FilledAsync();
        await ChangeAsync(database, changed);

        await using var store = await Store.OnAsync(database);

        (await RowsAsync(store)).ShouldBe(before);
        await GoesOnAsync(store);
    }

    [Fact]
    public async Task Are_left_alone_where_they_are_as_they_should_be()
    {
        var (database, before) = await FilledAsync();
        string indexes;

        await using (var store = await Store.OnAsync(database))
        {
            indexes = await IndexesAsync(store);
            (await RowsAsync(store)).ShouldBe(before);
        }

        await using (var store = await Store.OnAsync(database))
        {
            (await IndexesAsync(store)).ShouldBe(indexes);
        }
    }

    [Fact]
    public async Task Are_made_anew_once_by_several_nodes_that_start_together()
    {
        var (database, before) = await FilledAsync();
        await ChangeAsync(database, $"drop table {EnterpriseSearch.TableName}");

        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Store.OnAsync(database, DurabilityMode.Balanced)));

        try
        {
            (await RowsAsync(nodes[0])).ShouldBe(before);
            await GoesOnAsync(nodes[2]);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    private static async Task<(string Database, List<string> Rows)> FilledAsync()
    {
        await using var store = await Store.StartAsync();
        (await store.HandInAsync(SmallLedger.Good(), "台账.zip")).Status.ShouldBe(201);
        var enterprise = await PostAsync(store, "/api/enterprises", Given.AnEnterprise("庆阳先来有限公司"));
        await PostAsync(store, "/api/renamings", new { enterpriseId = enterprise, name = "庆阳早来有限公司" });
        await PostAsync(store, "/api/assignments", Given.AnAssignment(enterprise));
        await CaughtUpAsync(store);
        var rows = await RowsAsync(store);
        Tables.ShouldAllBe(table => rows.Any(x => x.StartsWith(table + ' ', StringComparison.Ordinal)));

        return (store.Database, rows);
    }

    /// <summary>By a host that is not running.</summary>
    private static async Task ChangeAsync(string database, string sql)
    {
        await using var cluster = await OwnFolder.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = Api.Folder, Database = database });
        await OwnFolder.DoAsync(cluster, sql);
    }

    /// <summary>What comes after the start is projected too.</summary>
    private static async Task GoesOnAsync(Store store)
    {
        await PostAsync(store, "/api/enterprises", Given.AnEnterprise("庆阳后来有限公司"));
        await CaughtUpAsync(store);
        (await store.GetAsync("/api/enterprises?q=后来")).GetProperty("enterprises").GetArrayLength().ShouldBe(1);
    }

    private static async Task<Guid> PostAsync(Store store, string path, object body)
    {
        using var answer = await store.Client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();

        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("enterpriseId").GetGuid();
    }

    private static Task CaughtUpAsync(Store store) => store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);

    private static Task<string> IndexesAsync(Store store) => store.ScalarAsync<string>(
        $"select string_agg(indexrelid || ' ' || indexrelid::regclass, ', ' order by indexrelid) from pg_index where indrelid in ({string.Join(", ", Tables.Select(x => $"'{x}'::regclass"))})");

    private static async Task<List<string>> RowsAsync(Store store)
    {
        var all = new List<string>();

        foreach (var table in Tables)
        {
            await using var ask = store.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"select '{table} ' || t::text from {table} t order by 1");
            await using var rows = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken);

            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            {
                all.Add(rows.GetString(0));
            }
        }

        return all;
    }
}
