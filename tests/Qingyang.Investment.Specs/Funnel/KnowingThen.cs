using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Audit.Changes;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Funnel;

/// <summary>Figures as known at every position of a random history, against a fold of that prefix; and what changed between any two of them.</summary>
[Collection(RandomCity.Name)]
public class KnowingThen(RandomCity made)
{
    private static readonly GroupBy[] Groups = [GroupBy.County, GroupBy.Chain, GroupBy.Source, GroupBy.Origin, GroupBy.Month];

    private readonly Store store = made.Store;
    private readonly City city = made.Store.Services.GetRequiredService<City>();
    private readonly Random random = new(7);

    [Fact]
    public async Task Equals_a_fold_of_the_prefix_at_every_position_for_every_group()
    {
        var funnel = store.Services.GetRequiredService<FunnelQuestion>();
        made.Log.Count.ShouldBeGreaterThanOrEqualTo(2000);
        made.Log.Select(x => x.Data.GetType().Name).Distinct().Count().ShouldBeGreaterThanOrEqualTo(7);

        foreach (var (index, e) in made.Log.Index())
        {
            var meant = RandomHistory.Meant(made.Log, e.Position);

            foreach (var group in Groups)
            {
                var basis = new Basis(DateOnly.FromDayNumber(new DateOnly(2022, 1, 1).DayNumber + random.Next(740)), e.Position, FigureDefinition.All[index % 3]);
                var answer = await funnel.AskAsync(basis, group, TestContext.Current.CancellationToken);

                answer.Registered.ShouldBe(meant.Count, $"{basis}");
                answer.Position.ShouldBe(e.Position);
                answer.Groups.ToDictionary(x => x.Key, x => (x.Contacted, x.Signed, x.Landed)).ShouldBe(
                    RandomHistory.Counts(meant, basis.AsOf, group, basis.Definition, city), ignoreOrder: true, $"{group} {basis}");
            }
        }
    }

    [Fact]
    public async Task Opens_every_figure_into_as_many_enterprises_at_any_position()
    {
        var (funnel, enterprises) = (store.Services.GetRequiredService<FunnelQuestion>(), store.Services.GetRequiredService<FunnelEnterprises>());

        for (var i = 0; i < 100; i++)
        {
            var basis = new Basis(new DateOnly(2023, 6, 1), made.Log[random.Next(made.Log.Count)].Position, FigureDefinition.All[i % 3]);
            var answer = await funnel.AskAsync(basis, GroupBy.Nothing, TestContext.Current.CancellationToken);

            foreach (var (stage, count) in new[] { (Stage.Registered, answer.Registered), (Stage.Contacted, answer.Contacted), (Stage.Signed, answer.Signed), (Stage.Landed, answer.Landed) })
            {
                var page = await enterprises.OpenAsync(new Investment.Funnel.Figure(stage, basis), 1, 1000, TestContext.Current.CancellationToken);

                page.Total.ShouldBe(count, $"{stage} {basis}");
                page.Enterprises.Count.ShouldBe((int)count);
                page.Enterprises.ShouldAllBe(x => x.Position > 0 && x.Position <= basis.KnownAt);
            }
        }
    }

    [Fact]
    public async Task Has_changes_that_add_up_to_the_difference_between_any_two_answers()
    {
        var changes = store.Services.GetRequiredService<WhatChanged>();

        for (var i = 0; i < 150; i++)
        {
            var (then, now) = (At(i), At(i + 1));
            var answer = await changes.AskAsync(then, now, page: null, TestContext.Current.CancellationToken);
            answer.Total.ShouldBe(answer.Rows.Count);

            foreach (var stage in Enum.GetValues<Stage>())
            {
                var difference = stage switch { Stage.Registered => answer.Difference.Registered, Stage.Contacted => answer.Difference.Contacted, Stage.Signed => answer.Difference.Signed, _ => answer.Difference.Landed };

                answer.Rows.Sum(x => (x.Is?.In(stage) ?? 0) - (x.Was?.In(stage) ?? 0)).ShouldBe((int)difference, $"{stage} {then} {now}");
            }

            foreach (var county in answer.Then.Groups.Concat(answer.Now.Groups).Select(x => x.Key).Distinct())
            {
                answer.Rows.Sum(x => (x.Is?.County == county ? x.Is.In(Stage.Signed) : 0) - (x.Was?.County == county ? x.Was.In(Stage.Signed) : 0))
                    .ShouldBe((int)(Signed(answer.Now, county) - Signed(answer.Then, county)), $"{county} {then} {now}");
            }

            // Whatever changed, something did it.
            answer.Rows.ShouldAllBe(x => x.Events.Count > 0);
            answer.Rows.SelectMany(x => x.Events).ShouldAllBe(x => x.RecordedBy == "王五" && x.Sentence.Length > 0);
        }

        Basis At(int i) => new(new DateOnly(2022, 1, 1).AddDays(random.Next(760)), made.Log[random.Next(made.Log.Count)].Position, FigureDefinition.All[i % 50 / 20]);

        static long Signed(FunnelAnswer answer, string county) => answer.Groups.Where(x => x.Key == county).Sum(x => x.Signed);
    }

    [Fact]
    public async Task Is_kept_by_the_page_as_it_is_made_anew_from_the_log()
    {
        var kept = new Dictionary<string, List<string>>();

        foreach (var model in ReadModels.All)
        {
            kept[model.Name] = await RowsAsync(model.Table.Identifier.QualifiedName);
        }

        await store.Services.GetRequiredService<Rebuilding>().RunAsync(TestContext.Current.CancellationToken);

        foreach (var model in ReadModels.All)
        {
            (await RowsAsync(model.Table.Identifier.QualifiedName)).ShouldBe(kept[model.Name], model.Name);
        }
    }

    private async Task<List<string>> RowsAsync(string table)
    {
        await using var ask = store.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand($"select t::text from {table} t order by 1");
        await using var rows = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<string>();

        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add(rows.GetString(0));
        }

        return all;
    }

    [Fact]
    public async Task Takes_a_moment_for_the_position_of_the_last_event_by_then()
    {
        for (var i = 0; i < 20; i++)
        {
            var e = made.Log[random.Next(made.Log.Count)];
            var last = made.Log.Last(x => x.At <= e.At).Position;

            var answer = await store.GetAsync($"/api/funnel?knownAt={Uri.EscapeDataString(e.At.ToString("O", CultureInfo.InvariantCulture))}");

            answer.GetProperty("position").GetInt64().ShouldBe(last);
        }

        (await store.GetAsync("/api/funnel?knownAt=2020-01-01")).GetProperty("position").GetInt64().ShouldBe(0);
        (await store.GetAsync("/api/funnel?knownAt=0")).GetProperty("registered").GetInt64().ShouldBe(0);
    }

    [Theory]
    [InlineData("knownAt=gestern")]
    [InlineData("knownAt=99999999")]
    [InlineData("knownAt=-1")]
    [InlineData("definition=v9")]
    [InlineData("beside=v9")]
    [InlineData("asOf=2024-06-31")]
    [InlineData("knownAt=1&knownAt=2")]
    public async Task Is_refused_with_400_where_it_cannot_be_read(string query)
    {
        using var answer = await store.Client.GetAsync(new Uri($"/api/funnel?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(400);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeAProblem(400);
    }

    [Fact]
    public async Task Stands_side_by_side_with_another_definition_which_each_names()
    {
        var answer = await store.GetAsync("/api/funnel?asOf=2023-06-01&definition=v1&beside=v3&groupBy=county");

        answer.GetProperty("definition").GetString().ShouldBe("v1");
        answer.GetProperty("beside").GetProperty("definition").GetString().ShouldBe("v3");
        answer.GetProperty("beside").GetProperty("position").GetInt64().ShouldBe(answer.GetProperty("position").GetInt64());
        answer.GetProperty("beside").GetProperty("contacted").GetInt64().ShouldBe(answer.GetProperty("contacted").GetInt64());
        answer.GetProperty("beside").GetProperty("signed").GetInt64().ShouldBeLessThan(answer.GetProperty("signed").GetInt64());
    }
}
