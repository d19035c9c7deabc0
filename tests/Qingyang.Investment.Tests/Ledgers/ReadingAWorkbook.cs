using System.Globalization;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class ReadingAWorkbook
{
    private static readonly DateOnly Today = new(2026, 4, 30);

    [Fact]
    public void Numbers_rows_as_Excel_shows_them_where_empty_ones_are_left_out()
    {
        var rows = Rows(new Workbook().With("落地", Workbook.Milestones + Row(3, "甲") + "<row r=\"4\"/>" + Row(5, "乙") + "<row r=\"6\"><c r=\"A6\" s=\"1\"/></row>" + Row(900, "丙")));

        rows.Select(x => (x.Number, x[LedgerFormat.Name])).ShouldBe([(3, "甲"), (5, "乙"), (900, "丙")]);
    }

    [Fact]
    public void Counts_rows_and_cells_that_do_not_say_their_place()
    {
        const string Header = "<row><c t=\"str\"><v>企业名称</v></c><c t=\"str\"><v>协议编号</v></c><c t=\"str\"><v>落地类型</v></c><c t=\"str\"><v>日期</v></c></row>";
        var rows = Rows(new Workbook().With("落地", Header + "<row/><row><c t=\"str\"><v>甲</v></c><c/><c t=\"str\"><v>开工</v></c></row>"));

        rows.Single().Number.ShouldBe(3);
        rows.Single()[LedgerFormat.MilestoneKind].ShouldBe("开工");
    }

    [Fact]
    public void Keeps_nothing_of_the_row_before()
    {
        var rows = Rows(new Workbook().With("落地", Workbook.Milestones
            + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>甲</v></c><c r=\"B2\" t=\"str\"><v>Q1</v></c><c r=\"C2\" t=\"str\"><v>开工</v></c><c r=\"E2\" t=\"str\"><v>园区</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>乙</v></c><c r=\"B3\" s=\"1\"/><c r=\"D3\" t=\"str\"><v>20240305</v></c></row>"));

        rows[1].Texts.ShouldBe(["乙", "", "", "20240305", ""]);
    }

    [Theory]
    [InlineData("<c r=\"E2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> 园区 </t></is></c>", " 园区 ")]
    [InlineData("<c r=\"E2\" t=\"inlineStr\"><is><r><t>西峰</t></r><r><rPr><b/></rPr><t>工业园</t></r></is></c>", "西峰工业园")]
    [InlineData("<c r=\"E2\" t=\"s\"><v>0</v></c>", "西峰区")]
    [InlineData("<c r=\"E2\" t=\"s\"><v>1</v></c>", "东数西算 产业园")]
    [InlineData("<c r=\"E2\" t=\"s\"><v>2</v></c>", "重庆")]
    [InlineData("<c r=\"E2\" t=\"s\"><v>3</v></c>", null)]
    [InlineData("<c r=\"E2\" t=\"s\"><v>4</v></c>", "末")]
    [InlineData("<c r=\"E2\" t=\"str\"><f>A1&amp;\"x\"</f><v>公式的值</v></c>", "公式的值")]
    [InlineData("<c r=\"E2\"><f/><v>7</v></c>", 7.0)]
    [InlineData("<c r=\"E2\" t=\"b\"><v>1</v></c>", true)]
    [InlineData("<c r=\"E2\" t=\"e\"><v>#N/A</v></c>", "#N/A")]
    [InlineData("<c r=\"E2\" t=\"str\"><v>0123</v></c>", "0123")]
    [InlineData("<c r=\"E2\"><v>1.2E3</v></c>", 1200.0)]
    [InlineData("<c r=\"E2\" s=\"3\"><v>45788</v></c>", 45788.0)]
    [InlineData("<c r=\"E2\" t=\"n\" s=\"999\"><v>45788</v></c>", 45788.0)]
    [InlineData("<c r=\"E2\" t=\"str\"><v>一行_x000D_二行_x005F_x000D_</v></c>", "一行\r二行_x000D_")]
    [InlineData("<c r=\"E2\" t=\"str\"><v>半个_xD800_</v></c>", "半个_xD800_")]
    [InlineData("<c r=\"E2\" t=\"str\"><v>@@@fileid@@@,xl/media/1.png</v></c>", "@@@fileid@@@,xl/media/1.png")]
    [InlineData("<c r=\"E2\" t=\"str\"><v> </v></c>", null)]
    [InlineData("<c r=\"E2\" t=\"str\"><v><![CDATA[<甲>]]>&amp;乙</v></c>", "<甲>&乙")]
    [InlineData("<c r=\"E2\" t=\"str\"><v>甲</v><extLst><ext/><ext><c/></ext></extLst></c>", "甲")]
    public void Reads_what_a_cell_shows(string cell, object? value)
    {
        var book = new Workbook
        {
            SharedStrings = "<si><t>西峰区</t></si><si><r><t>东数西算</t></r><r><t xml:space=\"preserve\"> </t></r><r><t/></r><r><t>产业园</t></r></si>"
                + "<si><t>重庆</t><rPh sb=\"0\" eb=\"2\"><t>チョンチン</t></rPh><phoneticPr fontId=\"1\"/></si><si/><si><t>末</t></si>",
        };

        Rows(book.With("落地", Workbook.Milestones + $"<row r=\"2\"><c r=\"A2\" t=\"str\"><v>甲</v></c>{cell}</row>")).Single()[LedgerFormat.Place].ShouldBe(value);
    }

    [Theory]
    [InlineData("<c r=\"D2\" s=\"1\"><v>45356</v></c>", false)]
    [InlineData("<c r=\"D2\" s=\"2\"><v>45356.75</v></c>", false)]
    [InlineData("<c r=\"D2\"><v>45356</v></c>", false)]
    [InlineData("<c r=\"D2\"><v>4.5356E4</v></c>", false)]
    [InlineData("<c r=\"D2\"><v>20240305</v></c>", false)]
    [InlineData("<c r=\"D2\" t=\"d\"><v>2024-03-05T00:00:00</v></c>", false)]
    [InlineData("<c r=\"D2\" t=\"inlineStr\"><is><t>2024年3月5日</t></is></c>", false)]
    [InlineData("<c r=\"D2\" s=\"1\"><v>43894</v></c>", true)]
    [InlineData("<c r=\"D2\"><v>43894</v></c>", true)]
    [InlineData("<c r=\"D2\"><v>20240305</v></c>", true)]
    [InlineData("<c r=\"D2\" t=\"str\"><v>2024.3.5</v></c>", true)]
    public void Reads_a_day_however_the_workbook_keeps_it(string cell, bool date1904)
    {
        var row = Rows(new Workbook { Date1904 = date1904 }.With("落地", Workbook.Milestones + $"<row r=\"2\"><c r=\"A2\" t=\"str\"><v>甲</v></c>{cell}</row>")).Single();

        LedgerCells.Date(row[LedgerFormat.ReachedOn], Today, out var date).ShouldBeNull();
        date.ShouldBe(new DateOnly(2024, 3, 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Shows_a_day_as_a_day_in_any_column(int style) =>
        Rows(new Workbook().With("落地", Workbook.Milestones + $"<row r=\"2\"><c r=\"E2\" s=\"{style}\"><v>45356</v></c></row>")).Single().Texts[4].ShouldBe("2024-03-05");

    [Fact]
    public void Counts_in_1904_only_what_is_a_day()
    {
        var row = Rows(new Workbook { Date1904 = true }.With("落地", Workbook.Milestones + "<row r=\"2\"><c r=\"E2\"><v>45356</v></c></row>")).Single();

        row[LedgerFormat.Place].ShouldBe(45356.0);
    }

    [Fact]
    public void Finds_sheets_by_name_in_any_order_hidden_ones_too_and_passes_over_others()
    {
        var book = new Workbook()
            .With("说明", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>随便写的</v></c></row>")
            .With(" 落 地　", Workbook.Milestones + Row(2, "甲"), path: "/xl/worksheets/落地.xml", state: "veryHidden")
            .With("企业", "");

        using var file = LedgerFile.Open(book.Pack(), "台账.xlsx");

        file.Tables.Select(x => x.Sheet).ShouldBe([LedgerSheet.Milestones]);
        file.Tables[0].Rows.Single()[LedgerFormat.Name].ShouldBe("甲");
        file.Tables[0].Rows.Count().ShouldBe(1, "rows can be read again");
    }

    [Fact]
    public void Reads_the_strict_dialect_and_prefixed_names()
    {
        var packed = Workbook.Zip(
            ("xl/workbook.xml", "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><x:sheets><x:sheet name=\"落地\" sheetId=\"1\" r:id=\"a\"/></x:sheets></x:workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" Target=\"./worksheets/a.xml\"/></Relationships>"),
            ("xl/worksheets/a.xml", "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>" + (Workbook.Milestones + Row(2, "甲")).Replace("</", "</x:", StringComparison.Ordinal).Replace("<", "<x:", StringComparison.Ordinal).Replace("<x:/x:", "</x:", StringComparison.Ordinal) + "</x:sheetData></x:worksheet>"));

        using var file = LedgerFile.Open(packed, "台账.xlsx");

        file.Tables.Single().Rows.Single()[LedgerFormat.Name].ShouldBe("甲");
    }

    private static string Row(int number, string name) => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\"><c r=\"A{number}\" t=\"str\"><v>{name}</v></c></row>");

    private static List<RawRow> Rows(Workbook book)
    {
        using var file = LedgerFile.Open(book.Pack(), "台账.xlsx");
        return [.. file.Tables.Single().Rows];
    }
}
