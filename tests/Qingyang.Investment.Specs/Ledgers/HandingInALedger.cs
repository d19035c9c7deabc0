using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>Each starts from an empty store, since "nothing was recorded" is to be seen.</summary>
public sealed class HandingInALedger : IAsyncLifetime
{
    private Store store = null!;

    public async ValueTask InitializeAsync() => store = await Store.StartAsync(x => x.Configuration["Ledgers:FileBytes"] = "2000000");

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Records_nothing_when_it_is_only_a_preview()
    {
        var (status, answer) = await store.HandInAsync(SmallLedger.WithABadRow(), query: "&dryRun=true");

        status.ShouldBe(200);
        Sheet(answer, "企业").ShouldBe((1, 0, 0));
        Sheet(answer, "对接").ShouldBe((1, 0, 1));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Records_nothing_when_it_is_strict_and_a_row_is_rejected()
    {
        var (status, answer) = await store.HandInAsync(SmallLedger.WithABadRow(), query: "&strict=true");

        status.ShouldBe(409);
        Sheet(answer.GetProperty("ledger"), "对接").ShouldBe((1, 0, 1));
        (await store.EventsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Records_everything_when_it_is_strict_and_all_is_well()
    {
        (await store.HandInAsync(SmallLedger.Good(), query: "&strict=true")).Status.ShouldBe(201);

        (await store.EventsAsync()).ShouldBe(4);
        (await store.GetAsync("/api/funnel")).GetProperty("landed").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Tells_every_fault_of_a_row_and_counts_it_once()
    {
        var (_, answer) = await store.HandInAsync(SmallLedger.WithABadRow());

        Sheet(answer, "对接").ShouldBe((1, 0, 1));
        answer.GetProperty("rejections").EnumerateArray().Select(x => $"{x.GetProperty("row")} {x.GetProperty("reason")}").ShouldBe(["3 date", "3 method"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a zip at all, but a text that somebody dropped here")]
    [InlineData("a zip of other things")]
    [InlineData("a sheet without its columns")]
    [InlineData("too large")]
    [InlineData("a bomb")]
    public async Task Is_refused_in_one_sentence_when_it_is_no_ledger_and_leaves_nothing_behind(string what)
    {
        var (status, answer) = await store.HandInAsync(what switch
        {
            "a zip of other things" => SmallLedger.Of(("其他", ["a,b", "1,2"])),
            "a sheet without its columns" => SmallLedger.Of(("对接", ["企业名称,对接人", "甲,乙"])),
            "too large" => new byte[2_000_001],
            "a bomb" => Bomb(),
            _ => System.Text.Encoding.UTF8.GetBytes(what),
        });

        status.ShouldBe(400);
        answer.GetProperty("errors").EnumerateObject().Single().Value.EnumerateArray().Single().GetString()!.ShouldEndWith("。");
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Answers_at_once_when_asked_to_and_tells_how_far_it_is()
    {
        using var body = new ByteArrayContent(SmallLedger.Good());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ledgers?file=a.zip") { Content = body };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await store.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBeOneOf(201, 202);
        var place = answer.Headers.Location!.ToString();
        JsonElement ledger;

        do
        {
            ledger = await store.GetAsync(place);
            ledger.GetProperty("status").GetString().ShouldBeOneOf("reading", "recording", "figuring", "done");
        }
        while (ledger.GetProperty("status").GetString() != "done");

        Sheet(ledger, "落地").ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Takes_the_file_from_a_form_too()
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(SmallLedger.Good());
        file.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        form.Add(file, "file", "四月台账.zip");
        using var answer = await store.Client.PostAsync(new Uri("/api/ledgers", UriKind.Relative), form, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(201);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("file").GetString().ShouldBe("四月台账.zip");
    }

    [Fact]
    public async Task Under_the_same_key_is_the_same_hand_in_and_another_file_is_422()
    {
        var file = SmallLedger.Good();
        var first = await store.HandInAsync(file, key: "k");
        var second = await store.HandInAsync(file, key: "k");
        var other = await store.HandInAsync(SmallLedger.Good("庆阳乙有限公司"), key: "k");

        second.Answer.GetProperty("id").GetString().ShouldBe(first.Answer.GetProperty("id").GetString());
        Sheet(second.Answer, "企业").ShouldBe((1, 0, 0));
        other.Status.ShouldBe(422);
        (await store.EventsAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Twice_at_once_records_everything_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.HandInAsync(SmallLedger.Good())));

        answers.ShouldAllBe(x => x.Status == 201);
        answers.Sum(x => Sheet(x.Answer, "对接").Accepted).ShouldBe(1);
        (await store.EventsAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Gives_rejected_rows_back_as_a_workbook_that_can_be_mended_and_handed_in()
    {
        var (_, answer) = await store.HandInAsync(SmallLedger.WithABadRow());
        var workbook = await store.Client.GetByteArrayAsync(new Uri($"/api/ledgers/{answer.GetProperty("id").GetString()}/rejections.xlsx", UriKind.Relative), TestContext.Current.CancellationToken);

        using var file = LedgerFile.Open(workbook, "退回.xlsx");
        var row = file.Tables.ShouldHaveSingleItem().Rows.ShouldHaveSingleItem();
        row["对接日期"].ShouldBe("2024-02-30");
        row["内容"].ShouldBe("=1+1");   // as text: it must not run

        var (status, again) = await store.HandInAsync(workbook);
        status.ShouldBe(201);
        Sheet(again, "对接").ShouldBe((0, 0, 1));
    }

    [Fact]
    public async Task Completes_an_enterprise_that_had_no_code()
    {
        await store.HandInAsync(SmallLedger.Of(("企业", [SmallLedger.Enterprises, "庆阳甲有限责任公司,,,环县,人工智能,上门来访,"])));
        var (_, answer) = await store.HandInAsync(SmallLedger.Good());

        Sheet(answer, "企业").ShouldBe((1, 0, 0));
        (await store.GetAsync("/api/funnel")).GetProperty("registered").GetInt32().ShouldBe(1);
        (await store.GetAsync("/api/enterprises/91350100M000100Y43")).GetProperty("name").GetString().ShouldBe("庆阳甲有限责任公司");
    }

    [Fact]
    public async Task Is_404_when_there_is_none()
    {
        using var answer = await store.Client.GetAsync(new Uri($"/api/ledgers/{Guid.CreateVersion7()}", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(404);
    }

    private async Task NothingIsLeftAsync()
    {
        (await store.EventsAsync()).ShouldBe(0);
        (await store.ScalarAsync<long>("select count(*) from investment.ledgers")).ShouldBe(0);
    }

    private static (int Accepted, int Duplicate, int Rejected) Sheet(JsonElement answer, string sheet) =>
        answer.GetProperty("sheets").GetProperty(sheet) is var x
            ? (x.GetProperty("accepted").GetInt32(), x.GetProperty("duplicate").GetInt32(), x.GetProperty("rejected").GetInt32())
            : default;

    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();

        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("企业.csv", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];

            for (var megabytes = 0; megabytes < 1100; megabytes++)
            {
                entry.Write(zeros);
            }
        }

        return bytes.ToArray();
    }
}
