using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

/// <summary>One sheet 落地 saved by LibreOffice 7.4 three times: with days counted from 1900, from 1904, and as xls. Its row 3 is empty.</summary>
public sealed class ReadingWhatLibreOfficeWrote
{
    private static readonly DateOnly Today = new(2026, 4, 30);

    [Theory]
    [InlineData("date1900.xlsx")]
    [InlineData("date1904.xlsx")]
    public void Gives_the_rows_that_stood_there(string name)
    {
        using var file = LedgerFile.Open(File.OpenRead(PathOf(name)), name);

        var rows = file.Tables.Single().Rows.ToList();

        rows.Select(x => (x.Number, Name: x[LedgerFormat.Name], Place: x[LedgerFormat.Place], Agreement: x[LedgerFormat.AgreementNumber])).ShouldBe(
            [(2, "甲", "产业园", "Q1"), (4, "甲乙", 2.0, "Q2"), (5, "丙", "#DIV/0!", 20240001.0)]);
        rows.Select(x => MilestoneRows.Check(x, Today).On).ShouldBe([new DateOnly(2024, 3, 5), new DateOnly(2024, 3, 5), new DateOnly(2000, 1, 1)]);
        rows.SelectMany(x => MilestoneRows.Check(x, Today).Faults).ShouldBeEmpty();
    }

    [Fact]
    public void Is_refused_as_xls() =>
        Should.Throw<LedgerUnreadableException>(() => LedgerFile.Open(File.OpenRead(PathOf("date1900.xls")), "台账.xls")).Message.ShouldContain("旧版 xls");

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Ledgers", "Files", name);
}
