using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Enterprises;

public sealed class Registering
{
    private static readonly RegisterEnterprise Command = new(" 庆阳算科有限公司 ", "９１３５０１００m000100y43", " 环 县 ", " 人工智能 ", " 上门来访 ", " 南京市 ", " ");

    private readonly RegisterEnterpriseValidator validator = new(Given.City);

    [Fact]
    public void Starts_a_stream_with_what_was_written_tidied()
    {
        var (outcome, start) = RegisterEnterpriseHandler.Handle(Command, Given.Entry, Given.City, known: null);

        outcome.ShouldBe(new Outcome.Done(Given.Entry.NewStream, Given.Entry.Id));
        start.ShouldBe(new StartEnterprise(Given.Entry.NewStream, new("庆阳算科有限公司", "91350100M000100Y43", "621022", "人工智能", "上门来访", "南京市", null)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u3000")]
    public void Without_a_code_records_none(string? code) =>
        RegisterEnterpriseHandler.Handle(Command with { CreditCode = code }, Given.Entry, Given.City, known: null).Item2!.Registered.CreditCode.ShouldBeNull();

    [Theory]
    [InlineData(KnownBy.CreditCode, "credit-code-taken")]
    [InlineData(KnownBy.Name, "name-taken")]
    public void Is_refused_when_it_is_known(KnownBy by, string reason)
    {
        var (outcome, start) = RegisterEnterpriseHandler.Handle(Command, Given.Entry, Given.City, new Known(Given.Another, "老企业", by));

        var refused = outcome.ShouldBeOfType<Outcome.Refused>();
        refused.Reason.ShouldBe(reason);
        refused.Sentence.ShouldContain("「老企业」");
        start.ShouldBeNull();
    }

    [Fact]
    public void Is_well_formed_without_what_may_come_later() =>
        validator.ShouldFind(new RegisterEnterprise(Judging.Long(200), null, "621002", Judging.Long(100), Judging.Long(100), Judging.Long(200), Judging.Long(2000)));

    [Fact]
    public void Needs_name_county_chain_and_source() =>
        validator.ShouldFind(new RegisterEnterprise(null!, null, null!, null!, null!), "Name", "County", "Chain", "Source");

    [Fact]
    public void Takes_no_blanks_for_words() => validator.ShouldFind(new RegisterEnterprise(" \u200B", " ", " ", "\t", "\u3000"), "Name", "County", "Chain", "Source");

    [Fact]
    public void Has_limits() => validator.ShouldFind(
        new RegisterEnterprise(Judging.Long(201), null, "环县", Judging.Long(101), Judging.Long(101), Judging.Long(201), Judging.Long(2001)), "Name", "Chain", "Source", "Origin", "Remark");

    [Theory]
    [InlineData("9135O100M000100Y43")]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100")]
    public void Needs_a_code_that_holds_if_any(string code) => validator.ShouldFind(Command with { CreditCode = code }, "CreditCode");

    [Fact]
    public void Names_the_counties_that_there_are() =>
        validator.Validate(Command with { County = "庆阳县" }).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldBe("意向县区应是：西峰区、环县。");
}
