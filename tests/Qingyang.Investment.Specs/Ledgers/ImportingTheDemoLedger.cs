using System.Text.Json;

namespace Qingyang.Investment.Specs.Ledgers;

public abstract class ImportingTheDemoLedger(ImportingTheDemoLedger.Imported imported)
{
    private static readonly string[] Sheets = ["企业", "对接", "签约", "落地", "包抓"];
    private static readonly string[] Counts = ["accepted", "duplicate", "rejected"];

    private static JsonElement Expected => DemoLedger.Expected;

    [Fact]
    public void Counts_every_row_of_every_sheet()
    {
        foreach (var sheet in Sheets)
        {
            foreach (var count in Counts)
            {
                // The right answer leaves out what there was none of.
                var right = Expected.GetProperty("rows").GetProperty(sheet).TryGetProperty(count, out var number) ? number.GetInt32() : 0;
                imported.Answer.GetProperty("sheets").GetProperty(sheet).GetProperty(count).GetInt32().ShouldBe(right, $"{sheet} {count}");
            }
        }
    }

    [Fact]
    public void Rejects_each_bad_row_for_its_reason()
    {
        var rejections = imported.Answer.GetProperty("rejections").EnumerateArray()
            .Select(x => $"{x.GetProperty("sheet")} {x.GetProperty("row")} {x.GetProperty("column")} {x.GetProperty("reason")}").ToList();

        rejections.ShouldBe(
            Expected.GetProperty("rejected").EnumerateObject().SelectMany(sheet => sheet.Value.EnumerateArray()
                .Select(x => $"{sheet.Name} {x.GetProperty("row")} {x.GetProperty("column")} {x.GetProperty("reason")}")),
            ignoreOrder: true);
        imported.Answer.GetProperty("rejections").EnumerateArray().ShouldAllBe(x => x.GetProperty("message").GetString()!.EndsWith('。'));
    }

    [Fact]
    public async Task Gives_the_published_funnel()
    {
        var funnel = await imported.Store.GetAsync("/api/funnel");

        Stages(funnel).ShouldBe([8126, 1760, 571]);
        funnel.GetProperty("registered").GetInt32().ShouldBe(Expected.GetProperty("registered").GetInt32());
        funnel.GetProperty("position").GetInt64().ShouldBe(await imported.Store.EventsAsync());
        funnel.GetProperty("definition").GetString().ShouldBe("v1");
    }

    [Theory]
    [InlineData("county", "by_county")]
    [InlineData("chain", "by_chain")]
    [InlineData("source", "by_source")]
    public async Task Gives_every_breakdown(string group, string right)
    {
        var groups = (await imported.Store.GetAsync($"/api/funnel?groupBy={group}")).GetProperty("groups").EnumerateArray();

        groups.ToDictionary(x => x.GetProperty("key").GetString()!, x => string.Join('/', Stages(x)))
            .ShouldBe(Expected.GetProperty(right).EnumerateObject().ToDictionary(x => x.Name, x => string.Join('/', x.Value.EnumerateArray())), ignoreOrder: true);
    }

    [Fact]
    public async Task Gives_the_funnel_as_of_every_day()
    {
        foreach (var day in Expected.GetProperty("as_of").EnumerateObject())
        {
            Stages(await imported.Store.GetAsync($"/api/funnel?asOf={day.Name}")).ShouldBe(day.Value.EnumerateArray().Select(x => x.GetInt32()), day.Name);
        }
    }

    [Theory]
    [InlineData("official", "by_official")]
    [InlineData("taskForce", "by_task_force")]
    public async Task Gives_who_answers_for_how_many(string by, string right)
    {
        var answer = await imported.Store.GetAsync($"/api/assignments?by={by}");

        answer.GetProperty("assigned").GetInt32().ShouldBe(Expected.GetProperty("assigned").GetInt32());
        answer.GetProperty("groups").EnumerateArray().ToDictionary(x => x.GetProperty("key").GetString()!, x => x.GetProperty("enterprises").GetInt32())
            .ShouldBe(Expected.GetProperty(right).EnumerateObject().ToDictionary(x => x.Name, x => x.Value.GetInt32()), ignoreOrder: true);
    }

    [Fact]
    public async Task Keeps_every_amount_and_milestone()
    {
        (await imported.Store.ScalarAsync<decimal>("select sum((data ->> 'amount')::numeric) from investment.mt_events where type = 'agreement_signed'"))
            .ShouldBe(Expected.GetProperty("signed_amount_wan").GetDecimal());
        (await imported.Store.ScalarAsync<long>("select count(*) from investment.mt_events where type = 'agreement_signed'"))
            .ShouldBe(Expected.GetProperty("agreements").GetInt64());

        foreach (var (kind, name) in new[] { ("Registration", "注册"), ("ConstructionStart", "开工"), ("ProductionStart", "投产") })
        {
            (await imported.Store.ScalarAsync<long>($"select count(*) from investment.mt_events where type = 'milestone_reached' and data ->> 'kind' = '{kind}'"))
                .ShouldBe(Expected.GetProperty("milestones").GetProperty(name).GetInt64(), name);
        }
    }

    [Fact]
    public async Task Keeps_contact_persons_out_of_the_log()
    {
        (await imported.Store.ScalarAsync<long>("select count(*) from investment.contact_persons")).ShouldBeGreaterThan(1000);
        (await imported.Store.ScalarAsync<long>(
            "select count(*) from investment.mt_events e join investment.contact_persons p on p.entry_id = e.id where e.data::text like '%' || p.phone || '%' or e.headers::text like '%' || p.phone || '%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Says_of_every_event_from_which_row_it_came_and_who_handed_it_in()
    {
        var sha = imported.Answer.GetProperty("sha256").GetString();

        (await imported.Store.ScalarAsync<long>($"select count(*) from investment.mt_events where user_name = '王五' and headers ->> 'source' ~ '^ledger:{sha}:(企业|对接|签约|落地|包抓):[0-9]+$'"))
            .ShouldBe(await imported.Store.EventsAsync());
    }

    [Fact]
    public async Task Adds_nothing_the_second_time()
    {
        var events = await imported.Store.EventsAsync();

        var (status, again) = await imported.Store.HandInAsync(imported.File, imported.Name);

        status.ShouldBe(201);
        (await imported.Store.EventsAsync()).ShouldBe(events);
        again.GetProperty("rejections").GetRawText().ShouldBe(imported.Answer.GetProperty("rejections").GetRawText());

        foreach (var sheet in Sheets)
        {
            var (first, second) = (imported.Answer.GetProperty("sheets").GetProperty(sheet), again.GetProperty("sheets").GetProperty(sheet));
            second.GetProperty("accepted").GetInt32().ShouldBe(0, sheet);
            second.GetProperty("duplicate").GetInt32().ShouldBe(first.GetProperty("accepted").GetInt32() + first.GetProperty("duplicate").GetInt32(), sheet);
        }
    }

    private static int[] Stages(JsonElement counts) =>
        [counts.GetProperty("contacted").GetInt32(), counts.GetProperty("signed").GetInt32(), counts.GetProperty("landed").GetInt32()];

    /// <summary>One import for all that is asked of it.</summary>
    public abstract class Imported(byte[] file, string name) : IAsyncLifetime
    {
        public Store Store { get; private set; } = null!;

        public JsonElement Answer { get; private set; }

        public byte[] File => file;

        public string Name => name;

        public async ValueTask InitializeAsync()
        {
            Store = await Store.StartAsync();
            (var status, Answer) = await HandInAsync();
            status.ShouldBe(201);
        }

        protected virtual Task<(int Status, JsonElement Answer)> HandInAsync() => Store.HandInAsync(file, name);

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }
}

public sealed class ImportingTheDemoLedgerAsXlsx(ImportingTheDemoLedgerAsXlsx.Workbook imported) : ImportingTheDemoLedger(imported), IClassFixture<ImportingTheDemoLedgerAsXlsx.Workbook>
{
    public sealed class Workbook() : Imported(DemoLedger.Xlsx, "台账.xlsx");
}

public sealed class ImportingTheDemoLedgerAsZippedCsv(ImportingTheDemoLedgerAsZippedCsv.Files imported) : ImportingTheDemoLedger(imported), IClassFixture<ImportingTheDemoLedgerAsZippedCsv.Files>
{
    public sealed class Files() : Imported(DemoLedger.Csv, "台账.zip");
}
