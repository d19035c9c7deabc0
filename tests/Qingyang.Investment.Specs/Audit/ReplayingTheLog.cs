using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Audit;

/// <summary>Screens come from the log: a replay says so, and finds whatever does not.</summary>
[Collection(RandomCity.Name)]
public class ReplayingTheLog(RandomCity made)
{
    public static TheoryData<string> Models => [.. ReadModels.All.Select(x => x.Name)];

    private readonly Store store = made.Store;

    [Fact]
    public async Task Finds_every_read_model_as_the_log_says_and_keeps_the_certificate()
    {
        var certificate = await ReplayAsync();

        certificate.GetProperty("isEqual").GetBoolean().ShouldBeTrue(certificate.ToString());
        certificate.GetProperty("events").GetInt64().ShouldBe(made.Log.Count);
        certificate.GetProperty("position").GetInt64().ShouldBe(made.Log[^1].Position);
        certificate.GetProperty("models").EnumerateArray().Select(x => x.GetProperty("name").GetString()).ShouldBe(ReadModels.All.Select(x => x.Name));
        certificate.GetProperty("models").EnumerateArray().ShouldAllBe(x => x.GetProperty("rows").GetInt64() > 0 && x.GetProperty("digest").GetString()!.Length == 64);
        (await store.GetAsync("/api/replays"))[0].GetProperty("id").GetGuid().ShouldBe(certificate.GetProperty("id").GetGuid());
        (await ReplayAsync()).GetProperty("models").GetRawText().ShouldBe(certificate.GetProperty("models").GetRawText());
    }

    [Fact]
    public async Task Compares_figures_at_any_earlier_position_too()
    {
        foreach (var to in new[] { 0L, 1, 500, 1234, made.Log[^1].Position })
        {
            var certificate = await ReplayAsync(to);

            certificate.GetProperty("isEqual").GetBoolean().ShouldBeTrue(certificate.ToString());
            certificate.GetProperty("events").GetInt64().ShouldBe(made.Log.Count(x => x.Position <= to));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Finds_a_row_that_somebody_changed(string name)
    {
        var column = name switch { "FunnelSpans" => "county = '000000'", "EnterpriseList" => "name = '别的企业'", "EnterpriseSearch" => "written = '别名'", "EnterpriseActivity" => "contacts = contacts + 1", _ => "starts = starts + 1" };

        await TamperedAsync(name, $"update {{0}} set {column} where ctid = (select ctid from {{0}} order by 1 offset 3 limit 1)", "differs");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Finds_a_row_that_somebody_dropped(string name) =>
        await TamperedAsync(name, "delete from {0} where ctid = (select ctid from {0} order by 1 offset 3 limit 1)", "missing");

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Finds_a_row_that_somebody_doubled(string name)
    {
        // The key would not let it: whoever tampers drops the key first.
        var table = ReadModels.All.Single(x => x.Name == name).Table;

        await TamperedAsync(name, $"alter table {{0}} drop constraint {table.PrimaryKeyName}; insert into {{0}} select * from {{0}} where ctid = (select ctid from {{0}} order by 1 offset 3 limit 1)", "extra");
    }

    [Fact]
    public async Task Names_the_event_that_a_row_which_stood_still_does_not_show()
    {
        // The last contact of somebody who has several and was never revised: as if the page with it had never been written.
        var revised = made.Log.Where(x => x.Data is EntryRetracted or EnterpriseMerged or MergeUndone).SelectMany(x => new[] { x.StreamId, (x.Data as EnterpriseMerged)?.Into ?? x.StreamId }).ToHashSet();
        var last = made.Log.Where(x => x.Data is ContactLogged && !revised.Contains(x.StreamId)).GroupBy(x => x.StreamId).Where(x => x.Count() > 1).Select(x => x.Last())
            .First(x => made.Log.Last(y => y.StreamId == x.StreamId).Position == x.Position);
        var before = made.Log.Last(x => x.StreamId == last.StreamId && x.Position < last.Position);
        var contact = made.Log.Where(x => x.StreamId == last.StreamId && x.Position < last.Position).Select(x => x.Data).OfType<ContactLogged>().MaxBy(x => x.On)!;

        var model = await TamperedAsync(
            "EnterpriseActivity",
            $"update {{0}} set contacts = contacts - 1, last_contact_on = '{contact.On:yyyy-MM-dd}', last_contact_by = '{contact.PerformedBy}', touched_by = {before.Position}, touched_at = '{before.At:O}' where enterprise_id = '{last.StreamId}'",
            "differs");

        var row = model.GetProperty("first")[0];
        row.GetProperty("wasEverSo").GetBoolean().ShouldBeTrue();
        row.GetProperty("after").GetInt64().ShouldBe(last.Position);
    }

    [Fact]
    public async Task Is_refused_with_400_beyond_what_the_figures_have_reached()
    {
        foreach (var to in new[] { "-1", "99999999", "x" })
        {
            using var answer = await store.Client.PostAsync(new Uri($"/api/replays?to={to}", UriKind.Relative), content: null, TestContext.Current.CancellationToken);

            ((int)answer.StatusCode).ShouldBe(400);
        }
    }

    /// <summary>On the store itself, within a transaction's worth of trust: what was done is undone by making the read models anew.</summary>
    private async Task<JsonElement> TamperedAsync(string name, string sql, string expected)
    {
        var table = ReadModels.All.Single(x => x.Name == name).Table.Identifier.ToString()!;

        await using (var tamper = store.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, table)))
        {
            await tamper.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        try
        {
            var certificate = await ReplayAsync();
            var model = certificate.GetProperty("models").EnumerateArray().Single(x => x.GetProperty("name").GetString() == name);

            certificate.GetProperty("isEqual").GetBoolean().ShouldBeFalse();
            certificate.GetProperty("models").EnumerateArray().Count(x => x.GetProperty("outcome").GetString() == "differs").ShouldBe(1);

            var row = model.GetProperty("first").EnumerateArray().ShouldHaveSingleItem();
            row.GetProperty("kind").GetString().ShouldBe(expected);
            row.GetProperty("after").GetInt64().ShouldBePositive();

            return model;
        }
        finally
        {
            await store.Services.GetRequiredService<Rebuilding>().RunAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonElement> ReplayAsync(long? to = null)
    {
        using var answer = await store.Client.PostAsync(new Uri($"/api/replays?to={to}", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(200, text);

        return JsonElement.Parse(text);
    }
}
