using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Specs.Enterprises;

public class FollowingWhatGoesOn(Api api)
{
    [Fact]
    public async Task Is_the_same_whether_it_comes_in_one_page_or_in_many()
    {
        var (slow, fast) = (await api.RegisteredAsync(), Guid.Empty);

        foreach (var step in Steps(slow))
        {
            await step();
            await api.FiguresAreUpToDateAsync();   // a page of its own
        }

        fast = await api.RegisteredAsync();

        foreach (var step in Steps(fast))
        {
            await step();
        }

        await api.FiguresAreUpToDateAsync();
        var told = await RowAsync(slow);
        told.ShouldBe("3 2024-03-09 赵六 寄合同 2024-03-12 2 2401.0");
        (await RowAsync(fast)).ShouldBe(told);
    }

    [Fact]
    public async Task Says_which_event_touched_it_last_and_when()
    {
        var enterprise = await api.RegisteredAsync();
        await api.FiguresAreUpToDateAsync();
        await api.DoneAsync("/api/renamings", new { enterpriseId = enterprise, name = Given.AName() });
        await api.FiguresAreUpToDateAsync();

        var touched = await api.RowsAsync($"select touched_by || ' ' || touched_at from {EnterpriseActivity.TableName} where enterprise_id = '{enterprise}'");

        touched.ShouldBe(await api.RowsAsync($"select seq_id || ' ' || timestamp from {Investment.Platform.EventStore.Schema}.mt_events where stream_id = '{enterprise}' order by seq_id desc limit 1"));
    }

    private IEnumerable<Func<Task>> Steps(Guid enterprise)
    {
        yield return () => api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-03-05"));
        yield return () => api.DoneAsync("/api/contacts", new { enterpriseId = enterprise, on = "2024-03-09", method = "电话", performedBy = "赵六", content = "再谈", nextStep = "寄合同", nextStepOn = "2024-03-12" });
        yield return () => api.DoneAsync("/api/contacts", Given.AContact(enterprise, on: "2024-01-05", content: "补记"));
        yield return () => api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, Given.AnAgreementNumber()));
        yield return () => api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, Given.AnAgreementNumber()));
    }

    private async Task<string> RowAsync(Guid enterprise) => (await api.RowsAsync(
        $"select concat_ws(' ', contacts, last_contact_on, last_contact_by, next_step, next_step_on, agreements, amount) from {EnterpriseActivity.TableName} where enterprise_id = '{enterprise}'")).Single();
}
