using System.Globalization;
using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Funnel;

/// <summary>Random histories, told by the product and by a plain count over the facts themselves; and every number opens into as many enterprises.</summary>
public class AskingTheOverview(Api api)
{
    private static readonly string[] Stages = ["contacted", "signed", "landed"];
    private static readonly DateOnly First = new(2022, 1, 1);

    [Fact]
    public async Task Equals_a_plain_count_of_the_facts_and_what_it_opens_into()
    {
        var random = new Random(20260430);
        await using var store = await Store.StartAsync();
        var facts = new List<(Guid Enterprise, int Rank, DateOnly On)>();

        for (var round = 0; round < 2; round++)
        {
            facts.AddRange(await HappenAsync(store, random, enterprises: 60));
            await store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);

            foreach (var asOf in new[] { First.AddDays(-1), new DateOnly(2023, 3, 31), new DateOnly(2024, 2, 29) }.Concat(Enumerable.Range(0, 3).Select(_ => First.AddDays(random.Next(900)))))
            {
                var reached = facts.GroupBy(x => x.Enterprise).Select(x => Enumerable.Range(1, 3).Select(rank => x.Where(f => f.Rank >= rank).Select(f => (DateOnly?)f.On).Min()).ToArray()).ToList();
                await MonthsAsync(store, asOf, reached);
                await MovesAsync(store, asOf, reached);
                await CohortsAsync(store, asOf, reached, byYear: false);
                await CohortsAsync(store, asOf, reached, byYear: true);
            }
        }
    }

    [Fact]
    public async Task Is_a_workbook_with_the_numbers_of_the_answers()
    {
        await api.SignedAsync(Given.AnAgreementNumber(), on: "2024-05-06");
        await api.FiguresAreUpToDateAsync();
        var (_, funnel) = await api.GetAsync("/api/funnel?asOf=2024-06-30");
        var (_, cohorts) = await api.GetAsync("/api/funnel/cohorts?asOf=2024-06-30");

        using var file = new MemoryStream(await api.Client.GetByteArrayAsync(new Uri("/api/funnel/export.xlsx?asOf=2024-06-30", UriKind.Relative), TestContext.Current.CancellationToken));

        file.GetSheetNames().ShouldBe(["漏斗", "县区", "产业链", "线索来源", "月度", "队列"]);

        foreach (var sheet in file.GetSheetNames())
        {
            var top = Rows(file, sheet).Take(3).ToList();
            top.Select(x => x[0]).ShouldBe(["截至", "日志位置", "口径"]);
            top.Select(x => x[1]).ShouldBe([new DateTime(2024, 6, 30), (double)funnel.GetProperty("position").GetInt64(), "v1"]);
        }

        Rows(file, "漏斗")[5].Skip(1).Take(4).ShouldBe(Stages.Prepend("registered").Select(x => (object)(double)funnel.GetProperty(x).GetInt64()));
        Rows(file, "月度").Count.ShouldBe(5 + 24);
        Rows(file, "月度").Last()[2].ShouldBe(new DateTime(2024, 6, 30));
        Rows(file, "队列").Count.ShouldBe(5 + cohorts.GetProperty("cohorts").GetArrayLength());

        foreach (var (sheet, by) in ((string, string)[])[("县区", "county"), ("产业链", "chain"), ("线索来源", "source")])
        {
            var groups = (await api.GetAsync($"/api/funnel?asOf=2024-06-30&groupBy={by}")).Body.GetProperty("groups").EnumerateArray();
            Rows(file, sheet).Skip(5).Select(x => $"{x[0]} {x[1]} {x[2]} {x[3]}").ShouldBe(
                groups.Select(x => $"{x.GetProperty("key").GetString()} {x.GetProperty("contacted")} {x.GetProperty("signed")} {x.GetProperty("landed")}"));
        }
    }

    [Theory]
    [InlineData("asOf", "months?asOf=0001-01-01")]
    [InlineData("asOf", "months?asOf=today")]
    [InlineData("months", "months?months=0")]
    [InlineData("months", "months?months=241")]
    [InlineData("asOf", "moves?asOf=0001-01-31")]
    [InlineData("asOf", "cohorts?asOf=x")]
    [InlineData("by", "cohorts?by=week")]
    [InlineData("asOf", "export.xlsx?asOf=x")]
    public async Task Is_refused_with_400_for_a_field(string field, string path)
    {
        var (status, problem) = await api.GetAsync($"/api/funnel/{path}");

        status.ShouldBe(400, problem.ToString());
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }

    private static async Task MonthsAsync(Store store, DateOnly asOf, List<DateOnly?[]> reached)
    {
        var months = (await store.GetAsync($"/api/funnel/months?asOf={Text(asOf)}&months=7")).GetProperty("months").EnumerateArray().ToList();

        months.Count.ShouldBe(7);
        (Date(months[0], "from"), Date(months[6], "to")).ShouldBe((new DateOnly(asOf.Year, asOf.Month, 1).AddMonths(-6), asOf));

        foreach (var month in months)
        {
            var (from, to) = (Date(month, "from"), Date(month, "to"));
            await EqualsAsync(store, month, reached, asOf, from, to, $"&from={Text(from)}&to={Text(to)}");

            foreach (var (stage, index) in Stages.Select((x, i) => (x, i)))
            {
                month.GetProperty("total" + char.ToUpperInvariant(stage[0]) + stage[1..]).GetInt32().ShouldBe(reached.Count(x => x[index] <= to), $"{stage} by {to}");
            }
        }
    }

    private static async Task MovesAsync(Store store, DateOnly asOf, List<DateOnly?[]> reached)
    {
        var moves = await store.GetAsync($"/api/funnel/moves?asOf={Text(asOf)}");

        foreach (var (name, to) in new[] { ("month", asOf), ("previousMonth", asOf.AddMonths(-1)), ("lastYear", asOf.AddYears(-1)) })
        {
            var move = moves.GetProperty(name);
            var from = new DateOnly(to.Year, to.Month, 1);
            (Date(move, "from"), Date(move, "to")).ShouldBe((from, to));
            await EqualsAsync(store, move, reached, asOf, from, to, $"&from={Text(from)}&to={Text(to)}");
        }
    }

    private static async Task CohortsAsync(Store store, DateOnly asOf, List<DateOnly?[]> reached, bool byYear)
    {
        var cohorts = (await store.GetAsync($"/api/funnel/cohorts?asOf={Text(asOf)}&by={(byYear ? "year" : "quarter")}")).GetProperty("cohorts").EnumerateArray().ToList();

        cohorts.Sum(x => x.GetProperty("contacted").GetInt32()).ShouldBe(reached.Count(x => x[0] <= asOf));

        foreach (var cohort in cohorts)
        {
            var (from, to) = (Date(cohort, "from"), Date(cohort, "to"));
            var members = reached.Where(x => x[0] >= from && x[0] <= to).ToList();
            await EqualsAsync(store, cohort, members, asOf, DateOnly.MinValue, asOf, $"&contactedFrom={Text(from)}&contactedTo={Text(to)}");
            Median(cohort, "timeToSign").ShouldBe(MedianOf(members.Where(x => x[1] <= asOf).Select(x => x[1]!.Value.DayNumber - x[0]!.Value.DayNumber)), $"{from}");
            Median(cohort, "timeToLand").ShouldBe(MedianOf(members.Where(x => x[2] <= asOf).Select(x => x[2]!.Value.DayNumber - x[1]!.Value.DayNumber)), $"{from}");
            cohort.GetProperty("signedRate").GetDecimal().ShouldBe(Math.Round(members.Count(x => x[1] <= asOf) / (decimal)members.Count, 4));
        }
    }

    /// <summary>Each stage: as many as reached it between the two days, and as many as the figure opens into.</summary>
    private static async Task EqualsAsync(Store store, JsonElement told, List<DateOnly?[]> reached, DateOnly asOf, DateOnly from, DateOnly to, string filter)
    {
        foreach (var (stage, index) in Stages.Select((x, i) => (x, i)))
        {
            var count = told.GetProperty(stage).GetInt32();
            var opened = await store.GetAsync($"/api/funnel/enterprises?stage={stage}&asOf={Text(asOf)}{filter}");

            count.ShouldBe(reached.Count(x => x[index] >= from && x[index] <= to), $"{stage} {from} to {to}");
            opened.GetProperty("total").GetInt32().ShouldBe(count, $"{stage} {filter}");
        }
    }

    /// <summary>Enterprises with a few facts each, on days of two and a half years, in any order.</summary>
    private static async Task<List<(Guid, int, DateOnly)>> HappenAsync(Store store, Random random, int enterprises)
    {
        var facts = new List<(Guid, int, DateOnly)>();
        await using var session = store.Services.GetRequiredService<IDocumentStore>().LightweightSession();

        for (var i = 0; i < enterprises; i++)
        {
            var (id, events) = (Guid.CreateVersion7(), new List<object> { new EnterpriseRegistered(Given.AName(), null, "621022", "人工智能", "上门来访", null, null) });

            for (var n = random.Next(5); n > 0; n--)
            {
                var (rank, on) = (random.Next(1, 4), First.AddDays(random.Next(900)));
                facts.Add((id, rank, on));
                events.Add(rank switch
                {
                    1 => new ContactLogged(on, ContactMethod.Phone, "李四", "谈"),
                    2 => new AgreementSigned(Given.AnAgreementNumber(), AgreementKind.Framework, null, 1, "1", on, null),
                    _ => new MilestoneReached("QY-1", MilestoneKind.Registration, on, null),
                });
            }

            session.Events.StartStream<Enterprise>(id, events);
        }

        await session.SaveChangesAsync(TestContext.Current.CancellationToken);

        return facts;
    }

    private static double? Median(JsonElement cohort, string name) => cohort.GetProperty(name).GetProperty("median") is { ValueKind: JsonValueKind.Number } x ? x.GetDouble() : null;

    private static double? MedianOf(IEnumerable<int> days) =>
        days.Order().ToList() is { Count: > 0 } x ? (x[(x.Count - 1) / 2] + x[x.Count / 2]) / 2.0 : null;

    private static DateOnly Date(JsonElement x, string name) => DateOnly.ParseExact(x.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<object?[]> Rows(Stream file, string sheet) => [.. file.Query(sheetName: sheet).Cast<IDictionary<string, object?>>().Select(x => x.Values.ToArray())];
}
