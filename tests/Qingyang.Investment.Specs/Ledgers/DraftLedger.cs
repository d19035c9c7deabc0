using System.Net.Http.Json;
using System.Text.Json;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Qingyang.Investment.Web.Hosting;

namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>A ledger to correct: on every sheet a good row in front and a bad one at the end; between them rows of an enterprise whose own row is bad.</summary>
public static class DraftLedger
{
    public const string Code = "91350100M000100Y43";

    private static readonly (string Sheet, string[] Lines)[] Sheets =
    [
        ("企业", [SmallLedger.Enterprises, $"庆阳甲有限公司,{Code},上海市,环县,人工智能,上门来访,", "庆阳乙有限公司,,,月亮县,人工智能,上门来访,"]),
        ("对接", [SmallLedger.Contacts, "庆阳甲有限公司,,2024-03-05,走访,王勇,,,谈算力", "庆阳乙有限公司,,2024-03-06,电话,王勇,,,谈电价", "庆阳甲有限公司,,2024-02-30,托梦,王勇,,,谈用地"]),
        ("签约", [SmallLedger.Agreements, "庆阳甲有限公司,,QY-1,框架协议,,3.66亿元,2024年4月1日,", "庆阳乙有限公司,,QY-2,正式合同,,100,2024-04-02,", "庆阳甲有限公司,,QY-3,框架协议,,很多,2024-04-03,"]),
        ("落地", [SmallLedger.Milestones, "庆阳甲有限公司,,qy-1,注册,2024.5.1,", "庆阳乙有限公司,,QY-2,注册,2024-05-02,", "庆阳甲有限公司,,QY-1,搬家,2024-05-03,"]),
        ("包抓", [SmallLedger.Assignments, "庆阳甲有限公司,,杜东,副市长,算力工作专班,2024-02-01,", "庆阳甲有限公司,,杜西,,算力工作专班,2024-03-01,2024-02-01"]),
    ];

    public static byte[] Zip => SmallLedger.Of(Sheets);

    /// <summary>The same as a workbook, its cells texts.</summary>
    public static byte[] Xlsx => Workbook([.. Sheets.Select(x => (x.Sheet, x.Lines.Select(line => line.Split(',').ToArray<object>())))]);

    /// <summary>A workbook of one sheet with one row, a number of it a number.</summary>
    public static byte[] Workbook(string sheet, string header, object[] cells) => Workbook((sheet, [header.Split(',').ToArray<object>(), cells]));

    private static byte[] Workbook(params (string Sheet, IEnumerable<object[]> Rows)[] sheets)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(
            sheets.ToDictionary(x => x.Sheet, x => (object)x.Rows.Select(row => row.Index().ToDictionary(c => $"{c.Index}", c => c.Item))),
            printHeader: false, configuration: new OpenXmlConfiguration { AutoFilter = false, WriteEmptyStringAsNull = true });

        return bytes.ToArray();
    }

    /// <summary>Hands it in as a draft, and answers under which id.</summary>
    public static async Task<string> DraftAsync(this Store store, byte[]? content = null, string name = "四月台账.zip")
    {
        var (status, answer) = await store.HandInAsync(content ?? Zip, name, "&draft=true");
        status.ShouldBe(201, answer.ToString());

        return answer.GetProperty("id").GetString()!;
    }

    public static Task<(int Status, JsonElement Body)> CorrectAsync(
        this Store store, string id, string sheet, int row, Dictionary<string, string?> cells, string? reason = null, string? by = null) =>
        store.SendAsync(HttpMethod.Put, $"/api/ledgers/{id}/rows/{sheet}/{row}", new { cells, reason }, by);

    public static async Task<(int Status, JsonElement Body)> SendAsync(this Store store, HttpMethod method, string path, object? body = null, string? by = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };

        if (by is not null)
        {
            request.Headers.Add(LocalToken.OperatorHeader, Uri.EscapeDataString(by));
        }

        using var answer = await store.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Every sheet as accepted/duplicate/rejected.</summary>
    public static string Counts(this JsonElement answer) => string.Join(' ', answer.GetProperty("sheets").EnumerateObject()
        .Select(x => $"{x.Name}{x.Value.GetProperty("accepted").GetInt32()}/{x.Value.GetProperty("duplicate").GetInt32()}/{x.Value.GetProperty("rejected").GetInt32()}"));

    /// <summary>Every rejection as sheet, row and reason.</summary>
    public static IEnumerable<string> Faults(this JsonElement answer) => answer.GetProperty("rejections").EnumerateArray()
        .Select(x => $"{x.GetProperty("sheet").GetString()} {x.GetProperty("row").GetInt32()} {x.GetProperty("reason").GetString()}");
}
