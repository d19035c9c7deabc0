using System.Text;
using System.Text.Json;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Verifier.Figures;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>The files for a spreadsheet: nothing in them runs, and the verifier makes the same from figures.json.</summary>
public sealed class WritingSheets
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("甲,乙", "\"甲,乙\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void Cells_cannot_run_as_formulas(string text, string cell) => EvidenceSheets.Cell(text).ShouldBe(cell);

    [Fact]
    public void Names_of_enterprises_are_cells_too()
    {
        var enterprise = new FigureEnterprise(Given.Enterprise, "=cmd|' /C calc'!A0", null, "环县", "人工智能", "上门来访", null, null, 1);

        Encoding.UTF8.GetString(EvidenceSheets.Enterprises([enterprise], [new Dictionary<Guid, FigureEnterprise>(), new Dictionary<Guid, FigureEnterprise>(), new Dictionary<Guid, FigureEnterprise>()]))
            .Split("\r\n")[1].ShouldBe($"{Given.Enterprise},'=cmd|' /C calc'!A0,,环县,人工智能,上门来访,,1,,,,,,");
    }

    [Fact]
    public void The_figures_are_those_that_follow_from_the_json()
    {
        EvidenceAnswer[] answers = [new("v1", Given.Day, 5, 4, 3, 2, [new("621022", "环县", 4, 3, 2), new("未知", "=1,2", 0, 0, 0)], new Dictionary<string, string>())];
        var json = JsonSerializer.SerializeToUtf8Bytes(new { asOf = Given.Day, knownAt = 77, answers }, EvidencePack.Json);

        EvidenceSheets.Figures(77, answers).ShouldBe(FiguresSheet.Of(json));
        Encoding.UTF8.GetString(FiguresSheet.Of(json)).ShouldBe("\ufeff口径,截至,日志位置,县区代码,县区,在册,对接,签约,落地\r\nv1,2024-03-05,77,,全部,5,4,3,2\r\nv1,2024-03-05,77,621022,环县,,4,3,2\r\nv1,2024-03-05,77,未知,\"'=1,2\",,0,0,0\r\n");
    }

    [Fact]
    public void The_digest_is_the_verifiers()
    {
        Guid[] ids = [Given.Another, Given.Enterprise];

        EvidenceFigures.DigestOf(ids).ShouldBe(Digest.Of(ids));
        EvidenceFigures.DigestOf([.. ids.Reverse()]).ShouldBe(Digest.Of(ids));
        EvidenceFigures.DigestOf([]).ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
