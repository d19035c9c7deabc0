using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Tests.Funnel;

public sealed class NamingStages
{
    [Theory]
    [InlineData("registered", Stage.Registered)]
    [InlineData("Contacted", Stage.Contacted)]
    [InlineData("SIGNED", Stage.Signed)]
    [InlineData("落地", Stage.Landed)]
    [InlineData(" 对 接 ", Stage.Contacted)]
    public void Takes_both_languages(string text, Stage stage) => (Stages.TryParse(text, out var read), read).ShouldBe((true, stage));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("lost")]
    [InlineData("4")]
    public void Knows_no_others(string? text) => Stages.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Has_a_name_for_every_stage() => Enum.GetValues<Stage>().Select(x => x.ToChinese()).ShouldBe(["在册", "对接", "签约", "落地"]);

    [Theory]
    [InlineData(null, GroupBy.Nothing)]
    [InlineData("", GroupBy.Nothing)]
    [InlineData("county", GroupBy.County)]
    [InlineData("Chain", GroupBy.Chain)]
    [InlineData("source", GroupBy.Source)]
    [InlineData("origin", GroupBy.Origin)]
    [InlineData("month", GroupBy.Month)]
    public void Takes_groupings(string? text, GroupBy group) => (FunnelApi.TryParse(text, out var read), read).ShouldBe((true, group));

    [Theory]
    [InlineData("nothing")]
    [InlineData("stage")]
    [InlineData(" ")]
    public void Knows_no_other_groupings(string text) => FunnelApi.TryParse(text, out _).ShouldBeFalse();
}
