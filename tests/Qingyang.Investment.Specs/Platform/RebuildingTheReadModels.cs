using System.Net.Http.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;
using Weasel.Core;

namespace Qingyang.Investment.Specs.Platform;

public class RebuildingTheReadModels(Api api)
{
    [Fact]
    public async Task Makes_every_row_as_it_stood_and_goes_on_from_there()
    {
        var (chain, number) = (Given.AChain(), Given.AnAgreementNumber());
        var enterprise = await api.SignedAsync(number, chain: chain);
        await api.FiguresAreUpToDateAsync();   // so that live pages end elsewhere than those of the rebuild
        await api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-01-01", content: "补记"));
        await api.DoneAsync("/api/renamings", new { enterpriseId = enterprise, name = Given.AName() });
        await api.DoneAsync("/api/assignments", Given.AnAssignment(enterprise));
        await api.FiguresAreUpToDateAsync();
        var before = await ReadModelsAsync();
        before.Count(x => x.Contains(enterprise.ToString(), StringComparison.Ordinal)).ShouldBe(9);   // in the books, signed, contacted before that; itself; what goes on with it; its name, former name and code; who answers for it

        var (status, rebuilt) = await api.PostAsync("/api/rebuilds", new { });

        status.ShouldBe(200, rebuilt.ToString());
        await api.FiguresAreUpToDateAsync();
        (await ReadModelsAsync()).ShouldBe(before);

        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));
        await api.FiguresAreUpToDateAsync();
        (await api.GetAsync($"/api/funnel/enterprises?stage=landed&chain={Uri.EscapeDataString(chain)}")).Body.GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Of_an_empty_store_leaves_one_that_goes_on_as_others_do()
    {
        await using var store = await Store.StartAsync();
        using var rebuilt = await store.Client.PostAsync(new Uri("/api/rebuilds", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        rebuilt.IsSuccessStatusCode.ShouldBeTrue();

        using var registered = await store.Client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), TestContext.Current.CancellationToken);

        var reached = await store.Services.GetRequiredService<ReadModelPosition>().ReachAsync(1, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        reached.ShouldBeTrue();
        (await store.GetAsync("/api/funnel")).GetProperty("registered").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_tables_and_indexes_as_they_are_declared()
    {
        await ShouldBeAsDeclaredAsync();

        await api.PostAsync("/api/rebuilds", new { });

        await ShouldBeAsDeclaredAsync();
    }

    /// <summary>A start puts right what differs, every time: an index of a large city is not to be made twice.</summary>
    private async Task ShouldBeAsDeclaredAsync()
    {
        var migration = await api.Services.GetRequiredService<IDocumentStore>().Storage.Database.CreateMigrationAsync(TestContext.Current.CancellationToken);
        var tables = ReadModels.All.Select(x => x.Table.Identifier.QualifiedName).ToHashSet();

        migration.Deltas.Where(x => tables.Contains(x.SchemaObject.Identifier.QualifiedName) && x.Difference != SchemaPatchDifference.None)
            .Select(x => x.SchemaObject.Identifier.QualifiedName).ShouldBeEmpty();
        migration.Deltas.Count(x => tables.Contains(x.SchemaObject.Identifier.QualifiedName)).ShouldBe(tables.Count);
    }

    private async Task<List<string>> ReadModelsAsync()
    {
        var all = new List<string>();

        foreach (var table in new[] { FunnelSpans.TableName, EnterpriseList.TableName, EnterpriseSearch.TableName, EnterpriseActivity.TableName, Assignments.TableName })
        {
            var rows = await api.RowsAsync($"select '{table} ' || t::text from {table} t order by 1");
            rows.ShouldNotBeEmpty();
            all.AddRange(rows);
        }

        return all;
    }
}
