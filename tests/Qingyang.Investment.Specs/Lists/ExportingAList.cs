using System.IO.Compression;
using MiniExcelLibs;

namespace Qingyang.Investment.Specs.Lists;

public class ExportingAList(Api api)
{
    [Fact]
    public async Task Writes_all_rows_with_numbers_as_numbers_days_as_days_and_nothing_that_runs()
    {
        var (chain, names) = (Given.AChain(), new List<string>());

        foreach (var first in new[] { "=1+1", "+86", "-5", "@SUM(A1)" })
        {
            names.Add(first + Given.AName());
            var enterprise = await api.RegisteredAsync(names[^1], chain: chain);
            await api.DoneAsync("/api/contacts", Given.AContact(enterprise));
            await api.DoneAsync("/api/agreements", Given.AnAgreement(enterprise, Given.AnAgreementNumber()));
        }

        await api.FiguresAreUpToDateAsync();
        using var answer = await api.Client.GetAsync(new Uri($"/api/enterprises/list.xlsx?chain={Uri.EscapeDataString(chain)}&size=1", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        using var file = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        var rows = file.Query(useHeaderRow: true, sheetName: "企业").Cast<IDictionary<string, object?>>().ToList();

        rows.Select(x => x["企业名称"]).ShouldBe(names, ignoreOrder: true);
        rows.ShouldAllBe(x => x["签约金额（万元）"] is double && (double)x["签约金额（万元）"]! == 1200.5);
        rows.ShouldAllBe(x => x["对接日期"] is DateTime && (DateTime)x["对接日期"]! == new DateTime(2024, 3, 5));
        rows.ShouldAllBe(x => x["统一社会信用代码"] is string && ((string)x["统一社会信用代码"]!).Length == 18);
        file.Position = 0;
        using var zip = new ZipArchive(file);
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        (await sheet.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain("<x:f>");
    }

    [Fact]
    public async Task Is_a_workbook_even_where_nobody_is_found()
    {
        var bytes = await api.Client.GetByteArrayAsync(new Uri($"/api/enterprises/list.xlsx?chain={Uri.EscapeDataString(Given.AChain())}", UriKind.Relative), TestContext.Current.CancellationToken);

        using var file = new MemoryStream(bytes);
        file.GetSheetNames().ShouldBe(["企业"]);
    }
}
