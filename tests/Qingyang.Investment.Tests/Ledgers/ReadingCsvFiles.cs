using System.IO.Compression;
using System.Text;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class ReadingCsvFiles
{
    private const string Header = "企业名称,协议编号,落地类型,日期,地点";
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "gb18030", "utf-16", "utf-16BE"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Finds_out_the_encoding(string name)
    {
        var encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8 with mark" => new UTF8Encoding(true),
            "gb18030" => Gb18030,
            _ => Encoding.GetEncoding(name),
        };

        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Header + "\r\n㐂𠮷公司,Q1,开工,2024-03-05,镇原县\r\n")];

        Rows(bytes).Single()[LedgerFormat.Name].ShouldBe("㐂𠮷公司");
    }

    [Fact]
    public void Numbers_rows_as_Excel_shows_them()
    {
        var rows = Rows(Header + "\r\n\r\n甲,\"第一行\r\n第二行\",开工,,\"东区,\"\"新\"\"园\"\r\n,,,,\r\n \r\n乙,Q2\n丙,Q3");

        rows.Select(x => (x.Number, x[LedgerFormat.Name])).ShouldBe([(3, "甲"), (6, "乙"), (7, "丙")]);
        rows[0][LedgerFormat.AgreementNumber].ShouldBe("第一行\r\n第二行");
        rows[0][LedgerFormat.ReachedOn].ShouldBeNull();
        rows[0][LedgerFormat.Place].ShouldBe("东区,\"新\"园");
        rows[1][LedgerFormat.Place].ShouldBeNull();
    }

    [Theory]
    [InlineData("\t")]
    [InlineData(";")]
    public void Takes_tabs_and_semicolons(string delimiter) =>
        Rows(Header.Replace(",", delimiter, StringComparison.Ordinal) + $"\n甲{delimiter}\"Q{delimiter}1\"{delimiter}开工").Single()[LedgerFormat.AgreementNumber].ShouldBe($"Q{delimiter}1");

    [Fact]
    public void Takes_a_quote_inside_a_text_for_a_quote() =>
        Rows(Header + "\n甲,5\"管,开工\n乙,6管,投产").Select(x => x[LedgerFormat.AgreementNumber]).ShouldBe(["5\"管", "6管"]);

    [Theory]
    [InlineData(false, "企业.csv")]
    [InlineData(false, "台账/企业.CSV")]
    [InlineData(true, "台账/企业.csv")]
    [InlineData(true, "台账\\企业.csv")]
    public void Finds_files_however_their_names_are_encoded(bool windows, string name)
    {
        var packed = Workbook.Zip(CompressionLevel.Fastest, windows ? Gb18030 : null, (name, "企业名称,意向县区,产业链,线索来源\n甲,环县,其他,网络线索"u8.ToArray()));

        using var file = LedgerFile.Open(packed, "台账.zip");

        file.Tables.Single().Rows.Single()[LedgerFormat.County].ShouldBe("环县");
    }

    [Fact]
    public void Reads_names_that_a_Mac_wrote_and_passes_over_its_shadows()
    {
        var content = Encoding.UTF8.GetBytes(Header + "\n甲");
        var packed = Workbook.Zip(CompressionLevel.Fastest, Encoding.Latin1,
            (MacName("落地.csv"), content), ("__MACOSX/" + MacName("._落地.csv"), [0, 5, 22, 7]), (MacName("台账/._落地.csv"), [0, 5]), (".DS_Store", [0, 0, 0, 1]));

        using var file = LedgerFile.Open(packed, "台账.zip");

        file.Tables.Single().Rows.Single()[LedgerFormat.Name].ShouldBe("甲");
    }

    [Fact]
    public void Is_refused_where_a_quote_is_never_closed()
    {
        var e = Should.Throw<LedgerUnreadableException>(() => Rows(Header + "\n甲,\"Q1,开工\n乙,Q2,投产\n"));

        e.Message.ShouldContain("双引号没有成对");
    }

    [Fact]
    public void Is_refused_where_one_row_never_ends()
    {
        var e = Should.Throw<LedgerUnreadableException>(() => Rows(Header + "\n" + new string(',', 2 << 20)));

        e.Message.ShouldContain("有一行长得不像台账");
    }

    [Fact]
    public void Is_refused_with_more_rows_than_Excel_has()
    {
        Rows(Header + new string('\n', 1_048_575) + "甲").Single().Number.ShouldBe(1_048_576);

        Should.Throw<LedgerUnreadableException>(() => Rows(Header + new string('\n', 1_048_576) + "甲")).Message.ShouldContain("超过 1048576 行");
    }

    /// <summary>UTF-8 bytes under a name that is not flagged as UTF-8.</summary>
    private static string MacName(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));

    private static List<RawRow> Rows(string csv) => Rows(Encoding.UTF8.GetBytes(csv));

    private static List<RawRow> Rows(byte[] csv)
    {
        using var file = LedgerFile.Open(Workbook.Zip(CompressionLevel.Fastest, null, ("落地.csv", csv)), "台账.zip");
        return [.. file.Tables.Single().Rows];
    }
}
