using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Service;

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
        before.Count(x => x.Contains(enterprise.ToString(), StringComparison.Ordinal)).ShouldBe(6);   // in the books, signed, contacted before that; itself; what goes on with it; who answers for it

        var (status, rebuilt) = await api.PostAsync("/api/rebuilds", new { });

        status.ShouldBe(200, rebuilt.ToString());
        await api.FiguresAreUpToDateAsync();
        (await ReadModelsAsync()).ShouldBe(before);

        await api.DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));
        await api.FiguresAreUpToDateAsync();
        (await api.GetAsync($"/api/funnel/enterprises?stage=landed&chain={Uri.EscapeDataString(chain)}")).Body.GetProperty("total").GetInt32().ShouldBe(1);
    }

    private async Task<List<string>> ReadModelsAsync()
    {
        var all = new List<string>();

        foreach (var table in new[] { FunnelSpans.TableName, EnterpriseList.TableName, EnterpriseActivity.TableName, Assignments.TableName })
        {
            var rows = await api.RowsAsync($"select '{table} ' || t::text from {table} t order by 1");
            rows.ShouldNotBeEmpty();
            all.AddRange(rows);
        }

        return all;
    }
}
