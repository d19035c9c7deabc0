using System.Diagnostics;
using System.Globalization;
using Qingyang.Investment.Specs.Ledgers;
using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Specs.Audit.Evidence;

/// <summary>All of the demo ledger as evidence: the published figures follow from it, for somebody who has nothing but the pack.</summary>
public sealed class ExportingTheDemoLedger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Proves_the_published_figures_within_seconds()
    {
        var folder = Directory.CreateTempSubdirectory("qy-demo-evidence-").FullName;

        try
        {
            await using var store = await Exports.StoreAsync();
            (await store.HandInAsync(DemoLedger.Xlsx)).Status.ShouldBe(201);
            await store.SealedAsync();
            var started = Stopwatch.GetTimestamp();
            var pack = await store.ExportAsync(new { slice = "all", asOf = "2026-04-30" }, folder);
            var exported = Stopwatch.GetElapsedTime(started);

            var before = Environment.CpuUsage.TotalTime;
            var report = Verification.Of(pack, Path.Combine(Api.Folder, "anchor")).ShouldBeGood();
            var worked = Environment.CpuUsage.TotalTime - before;   // of all threads: the clock on the wall tells more of the neighbours

            report["figures"].Checked.ShouldContain("对接 8126 签约 1760 落地 571");
            report["events"].Checked.ShouldContain("事件 52304 个");
            worked.ShouldBeLessThan(Patience);
            TestContext.Current.SendDiagnosticMessage(string.Create(
                CultureInfo.InvariantCulture, $"demo ledger: exported in {exported.TotalSeconds:0.0} s, {new FileInfo(pack).Length / 1048576.0:0.0} MB, verified in {report.Seconds:0.00} s, {worked.TotalSeconds:0.00} s of work"));

            // The largest figure there is, with each of its enterprises proven by its own events.
            var landed = await store.ExportAsync(new { slice = "figure", stage = "landed", asOf = "2026-04-30" }, folder);
            Verification.Of(landed, Path.Combine(Api.Folder, "anchor")).ShouldBeGood()["slice"].Checked.ShouldContain("落地 571 户，每一户都由其事件证明在这个数字里");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
