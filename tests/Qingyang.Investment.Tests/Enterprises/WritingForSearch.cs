using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Enterprises;

public class WritingForSearch
{
    private static readonly Guid Id = Given.Enterprise;

    [Fact]
    public void Writes_every_character_three_times_and_every_initial_twice() => SearchText.OfName("行a").ShouldBe("行行行aaa hhaa xxaa");

    [Fact]
    public void Keeps_the_halves_of_a_character_together() => SearchText.Thrice("𠮷").ShouldBe("𠮷𠮷𠮷");

    [Theory]
    [InlineData("甲　Ａ有限责任公司", "甲a有限公司")]
    [InlineData("甲有限责", "甲有限")]
    [InlineData("责任", "责任")]
    public void Compares_names_as_people_mean_them(string written, string key) => SearchText.Key(written).ShouldBe(key);

    [Fact]
    public void Escapes_what_LIKE_would_take_for_a_wildcard() => SearchText.Plain(@"a%b_c\").ShouldBe(@"a\%b\_c\\");

    [Fact]
    public void Keeps_what_an_enterprise_goes_by_each_word_once()
    {
        GoesBy[] rows = [];

        foreach (var e in (object[])[
            Given.Registered with { Name = "甲", CreditCode = null }, new OtherNameNoted("甲"), new OtherNameNoted("乙"), new EnterpriseRenamed("丙", "甲"),
            new CreditCodeGiven("91350100M000100Y43"), new EnterpriseRenamed("甲", "丙"), new OtherNameNoted("丙")])
        {
            rows = GoesBy.After(rows, new Recorded(1, Guid.Empty, Id, e, default));
        }

        rows.Select(x => $"{x.Kind} {x.Word}").ShouldBe(["other 乙", "former 丙", "code 91350100m000100y43", "name 甲"], ignoreOrder: true);
    }
}
