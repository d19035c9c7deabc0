using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Specs.Audit.Evidence;

/// <summary>Evidence packs of the real log, checked by a program that shares nothing with what wrote them.</summary>
public sealed class ExportingEvidence(ExportingEvidence.Recorded recorded) : IClassFixture<ExportingEvidence.Recorded>
{
    private Store Store => recorded.Store;

    [Fact]
    public async Task All_of_it_holds_against_everything_that_was_anchored_outside()
    {
        await Store.SealedAsync();

        var pack = await Store.ExportAsync(new { slice = "all", asOf = "2024-06-30" }, recorded.Folder);

        var report = Verification.Of(pack, Recorded.Anchor).ShouldBeGood();
        report["figures"].Checked.ShouldContain("口径 v1 截至 2024-06-30 对接 5 签约 3 落地 0");
        report["anchors"].Checked.ShouldNotContain("与 0 份");
        var manifest = Exports.JsonOf(pack, "manifest.json");
        (manifest.GetProperty("madeBy").GetString(), manifest.GetProperty("city").GetString(), manifest.GetProperty("slice").GetProperty("words").GetString()).ShouldBe(("王五", "庆阳市", "全部"));
        Encoding.UTF8.GetString(Exports.FileOf(pack, "README.html")).ShouldContain("怎样核验");
    }

    [Fact]
    public async Task What_is_not_sealed_yet_goes_with_it_and_is_told()
    {
        await Store.SealedAsync();
        await using var held = await Store.HoldSealingAsync();
        await Store.ExportAsync(new { slice = "all" }, recorded.Folder);   // on record, and no more than that

        var pack = await Store.ExportAsync(new { slice = "all" }, recorded.Folder);

        Verification.Of(pack, Recorded.Anchor).ShouldBeGood()["events"].Findings.ShouldContain(x => x.Sentence.Contains("尚未封存"));
        var last = Exports.EventsOf(pack)[^1];
        (last.GetProperty("leaf").ValueKind, last.GetProperty("type").GetString()).ShouldBe((JsonValueKind.Null, "evidence_exported"));
    }

    /// <summary>Whom it is of, and how many events that is, by hand.</summary>
    public static TheoryData<string, string, int> Slices => new()
    {
        { """{"slice": "enterprise", "enterprise": "=庆阳证据一号有限公司"}""", "企业：=庆阳证据一号有限公司", 4 },
        { """{"slice": "county", "county": "西峰区"}""", "县区：西峰区", 6 },
        { """{"slice": "county", "county": "621022"}""", "县区：环县", 8 },
        { """{"slice": "figure", "stage": "signed", "asOf": "2024-06-30"}""", "截至 2024-06-30 的签约企业 ", 10 },
        { """{"slice": "figure", "stage": "签约", "asOf": "2024-06-30", "county": "环县"}""", "截至 2024-06-30 的签约企业 环县", 4 },
        { """{"slice": "figure", "stage": "contacted", "asOf": "2024-06-30", "chain": "人工智能", "source": "上门来访", "origin": "南京市", "month": "2024-03", "from": "2024-03-01", "to": "2024-03-31", "contactedFrom": "2024-03-01", "contactedTo": "2024-03-31"}""", "截至 2024-06-30 的对接企业 人工智能 上门来访 南京市 2024-03 2024-03-01/2024-03-31 2024-03-01/2024-03-31", 3 },
        { """{"slice": "figure", "stage": "contacted", "asOf": "2024-06-30", "origin": "未填"}""", "截至 2024-06-30 的对接企业 未填", 11 },
        { """{"slice": "figure", "stage": "registered"}""", "", 14 },
        { """{"slice": "figure", "stage": "landed", "asOf": "2024-07-07"}""", "截至 2024-07-07 的落地企业 ", 0 },
    };

    [Theory]
    [MemberData(nameof(Slices))]
    public async Task Each_slice_holds_and_has_only_what_belongs_to_it(string slice, string words, int events)
    {
        await Store.SealedAsync();

        var pack = await Store.ExportAsync(JsonDocument.Parse(slice).RootElement, recorded.Folder);

        var report = Verification.Of(pack, Recorded.Anchor).ShouldBeGood();
        Exports.JsonOf(pack, "manifest.json").GetProperty("slice").GetProperty("words").GetString().ShouldStartWith(words);
        Exports.EventsOf(pack).Count.ShouldBe(events, Exports.Told(report));
        report["proofs"].Wrongs.ShouldBe(0);
    }

    [Fact]
    public async Task A_period_is_what_was_recorded_in_it()
    {
        await Store.SealedAsync();
        var today = BusinessDay.Today(TimeProvider.System);

        var pack = await Store.ExportAsync(new { slice = "period", from = Iso(today), to = Iso(today) }, recorded.Folder);
        Verification.Of(pack).ShouldBeGood()["slice"].Checked.ShouldContain(Iso(today));
        Exports.EventsOf(pack).Count.ShouldBeGreaterThanOrEqualTo(14);

        var before = await Store.ExportAsync(new { slice = "period", from = "2020-01-01", to = "2020-12-31" }, recorded.Folder);
        Verification.Of(before).ShouldBeGood();
        Exports.EventsOf(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_a_form_as_by_json()
    {
        using var form = new FormUrlEncodedContent([new("slice", "enterprise"), new("enterprise", recorded.Enterprises[1].ToString())]);
        using var answer = await Store.Client.PostAsync(new Uri("/evidence", UriKind.Relative), form, TestContext.Current.CancellationToken);

        answer.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldStartWith("evidence-enterprise-");
        Verification.Of(await Exports.SaveAsync(answer, recorded.Folder)).ShouldBeGood();

        using var asked = await Store.Client.PostAsync(new Uri("/evidence?slice=county&county=%E7%8E%AF%E5%8E%BF", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        Verification.Of(await Exports.SaveAsync(asked, recorded.Folder)).ShouldBeGood();
    }

    [Fact]
    public async Task Each_export_is_on_record_itself()
    {
        await Store.SealedAsync();
        var pack = await Store.ExportAsync(new { slice = "county", county = "环县" }, recorded.Folder);
        var manifest = Convert.ToHexStringLower(SHA256.HashData(Exports.FileOf(pack, "manifest.json")));
        await Store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);

        var feed = (await Store.GetAsync("/api/events?limit=1000")).GetProperty("events").EnumerateArray().Last();

        (feed.GetProperty("type").GetString(), feed.GetProperty("recordedBy").GetString(), feed.GetProperty("source").GetString()).ShouldBe(("evidence_exported", "王五", "api"));
        feed.GetProperty("fact").GetProperty("manifest").GetString().ShouldBe(manifest);
        feed.GetProperty("fact").GetProperty("events").GetInt32().ShouldBe(Exports.EventsOf(pack).Count);
        feed.GetProperty("sentence").GetString().ShouldBe($"导出证据包（县区：环县）：{Exports.EventsOf(pack).Count} 个事件，截至日志位置 {feed.GetProperty("fact").GetProperty("position").GetInt64()}，清单的 SHA-256 为 {manifest}");

        // It is no enterprise: nobody finds it, no figure counts it, and rebuilds live with it.
        using var nobody = await Store.Client.GetAsync(new Uri($"/api/enterprises/{feed.GetProperty("enterpriseId").GetGuid()}", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)nobody.StatusCode).ShouldBe(404);
        (await Store.GetAsync("/api/funnel")).GetProperty("registered").GetInt32().ShouldBe(5);
        using var rebuilt = await Store.Client.PostAsync(new Uri("/api/rebuilds", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        rebuilt.IsSuccessStatusCode.ShouldBeTrue();
        (await Store.GetAsync("/api/funnel")).GetProperty("registered").GetInt32().ShouldBe(5);
        (await Store.GetAsync("/api/enterprises/list")).GetProperty("total").GetInt32().ShouldBe(5);
        (await Store.GetAsync("/health/ready")).GetProperty("ready").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{}""", "slice")]
    [InlineData("""{"slice": "dream"}""", "slice")]
    [InlineData("""{"slice": "7"}""", "slice")]
    [InlineData("""{"slice": "all", "asOf": "昨天"}""", "asOf")]
    [InlineData("""{"slice": "enterprise"}""", "enterprise")]
    [InlineData("""{"slice": "county", "county": "别处"}""", "county")]
    [InlineData("""{"slice": "period", "to": "2024-01-01"}""", "from")]
    [InlineData("""{"slice": "period", "from": "2024-01-01", "to": "x"}""", "to")]
    [InlineData("""{"slice": "period", "from": "2024-01-02", "to": "2024-01-01"}""", "from")]
    [InlineData("""{"slice": "figure"}""", "stage")]
    [InlineData("""{"slice": "figure", "stage": "signed", "from": "x"}""", "from")]
    public async Task Is_refused_with_a_sentence_and_nothing_is_on_record(string slice, string field)
    {
        var before = await Store.EventsAsync();

        var (status, problem) = await Store.Client.SendAsync(HttpMethod.Post, "/api/evidence", JsonDocument.Parse(slice).RootElement);

        status.ShouldBe(400);
        problem.ShouldBeAProblem(400);
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
        (await Store.EventsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Is_not_of_an_enterprise_that_is_not_there() =>
        (await Store.Client.SendAsync(HttpMethod.Post, "/api/evidence", new { slice = "enterprise", enterprise = "没有这家企业" })).Status.ShouldBe(404);

    [Fact]
    public async Task Nothing_in_its_sheets_runs()
    {
        var pack = await Store.ExportAsync(new { slice = "all" }, recorded.Folder);

        Encoding.UTF8.GetString(Exports.FileOf(pack, "enterprises.csv")).ShouldContain(",'=庆阳证据一号有限公司,");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Five enterprises, 14 events: 4, 3, 3, 2 and 2 of them.</summary>
    public sealed class Recorded : IAsyncLifetime
    {
        public Store Store { get; private set; } = null!;

        public string Folder { get; } = Directory.CreateTempSubdirectory("qy-evidence-").FullName;

        public List<Guid> Enterprises { get; } = [];

        public static string Anchor => Path.Combine(Api.Folder, "anchor");

        public async ValueTask InitializeAsync()
        {
            Store = await Exports.StoreAsync();

            foreach (var (name, county, origin, agreement, milestone) in new (string, string, string?, bool, bool)[]
            {
                ("=庆阳证据一号有限公司", "环县", null, true, true), ("庆阳证据二号有限公司", "西峰区", "南京市", true, false), ("庆阳证据三号有限公司", "西峰区", null, true, false),
                ("庆阳证据四号有限公司", "环县", null, false, false), ("庆阳证据五号有限公司", "环县", null, false, false),
            })
            {
                var enterprise = await DoneAsync("/api/enterprises", Given.AnEnterprise(name, county: county, origin: origin));
                Enterprises.Add(enterprise);
                await DoneAsync("/api/contacts", Given.AContact(enterprise));

                if (agreement)
                {
                    var number = Given.AnAgreementNumber();
                    await DoneAsync("/api/agreements", Given.AnAgreement(enterprise, number));

                    if (milestone)
                    {
                        await DoneAsync("/api/milestones", Given.AMilestone(enterprise, number));
                    }
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }

        private async Task<Guid> DoneAsync(string path, object body)
        {
            var (status, answer) = await Store.Client.SendAsync(HttpMethod.Post, path, body);
            status.ShouldBe(201, answer.ToString());

            return answer.GetProperty("enterpriseId").GetGuid();
        }
    }
}
