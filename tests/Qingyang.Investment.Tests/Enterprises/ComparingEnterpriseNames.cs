using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Tests.Enterprises;

public sealed class ComparingEnterpriseNames
{
    [Theory]
    [InlineData("庆阳博源网络科技有限责任公司", "庆阳博源网络科技有限公司")]
    [InlineData("天津腾慧智能科技（集团）有限公司", "天津腾慧智能科技(集团)有限公司")]
    [InlineData(" 庆阳　博源\t有限公司 ", "庆阳博源有限公司")]
    [InlineData("Ａ１科技有限公司", "A1科技有限公司")]
    [InlineData("庆阳有限责任公司一分公司", "庆阳有限责任公司一分公司")]
    public void Is_by_this_form(string name, string key) => EnterpriseName.Key(name).ShouldBe(key);

    [Fact]
    public void Never_throws_for_half_a_character() => EnterpriseName.Key("庆阳\uD800公司").ShouldBe("庆阳\uFFFD公司");
}
