using System.Text;
using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Tests.Enterprises;

public class ReadingInitials
{
    /// <summary>The first character of each letter in GB 2312's first level, which stands in the order of pinyin.</summary>
    private const string Firsts = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝";

    /// <summary>Where GB 2312 reads a character in another way than CLDR, and names hardly have it.</summary>
    private const string ReadOtherwise = "匙脯蛤槛咯咳傀茄炔伺吁轧辗椎";

    [Theory]
    [InlineData("庆阳算科数据有限公司", "qysksjyxgs")]
    [InlineData("龙鑫煜睿瑞若零率", "lxyrrrll")]
    [InlineData("〇八一AI算力(甘肃)", "lbyaislgs")]
    [InlineData("ー가𠮷，", "")]
    public void Takes_the_first_letter_of_each_character(string name, string initials) =>
        (PinyinInitials.Readings(name) is [var first, ..] ? first : "").ShouldBe(initials);

    [Fact]
    public void Reads_the_first_level_of_GB_2312_as_it_is_ordered()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var (letter, read, wrong) = (-1, 0, new List<string>());

        for (var place = 0; place < 3755; place++, read++)
        {
            var c = gb.GetString([(byte)(0xB0 + (place / 94)), (byte)(0xA1 + (place % 94))])[0];
            letter += letter + 1 < Firsts.Length && c == Firsts[letter + 1] ? 1 : 0;
            var right = "abcdefghjklmnopqrstwxyz"[letter];

            if (PinyinInitials.Of(c) != right && !ReadOtherwise.Contains(c) && !(PinyinInitials.Twofold.TryGetValue(c, out var both) && both.Contains(right)))
            {
                wrong.Add($"{c}{right}{PinyinInitials.Of(c)}");
            }
        }

        letter.ShouldBe(Firsts.Length - 1);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Knows_both_readings_of_a_character_and_ICU_knows_one_of_them()
    {
        foreach (var (c, both) in PinyinInitials.Twofold)
        {
            both.Distinct().Count().ShouldBe(2, c.ToString());
            both.ShouldContain(PinyinInitials.Of(c)!.Value, c.ToString());
        }

        PinyinInitials.Readings("重庆").ShouldBe(["cq", "zq"]);
        PinyinInitials.Readings("重长").ShouldBe(["cc", "zc", "cz", "zz"], ignoreOrder: true);
    }

    [Fact]
    public void Keeps_some_readings_of_a_name_that_has_very_many() => PinyinInitials.Readings(new string('重', 200)).Count.ShouldBe(8);
}
