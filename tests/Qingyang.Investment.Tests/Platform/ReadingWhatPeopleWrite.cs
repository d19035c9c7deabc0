using System.Globalization;
using System.Text;
using CsCheck;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests.Platform;

public sealed class ReadingWhatPeopleWrite
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(" \t\r\n\u3000\u00A0", "")]
    [InlineData("王　 五", "王五")]
    [InlineData("ＡＢＣ（１２３）", "ABC(123)")]
    [InlineData("王\u200B五\u0000\uFEFF", "王五")]
    [InlineData("①", "1")]
    public void Compares_by_this_form(string? text, string key) => Spelling.Key(text).ShouldBe(key);

    [Fact]
    public void Comparing_form_of_the_comparing_form_is_itself() => Gen.String.Sample(text => Spelling.Key(Spelling.Key(text)) == Spelling.Key(text));

    [Fact]
    public void Comparing_form_has_nothing_unseen() =>
        Gen.String.Sample(text => Spelling.Key(text).EnumerateRunes().All(x => !Rune.IsWhiteSpace(x) && !Rune.IsControl(x)));

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData(" 甲 乙 ", "甲 乙")]
    public void Keeps_text_as_written_or_nothing(string? text, string? kept) => Spelling.OrNull(text).ShouldBe(kept);

    [Theory]
    [InlineData("环县", "621022")]
    [InlineData(" 环 县 ", "621022")]
    [InlineData("621022", "621022")]
    [InlineData("６２１０２２", "621022")]
    [InlineData("西峰区", "621002")]
    [InlineData("庆阳县", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Finds_a_county_by_name_or_code(string? words, string? code) => (Given.City.Find(words)?.Code).ShouldBe(code);

    [Fact]
    public void Finds_no_county_that_is_not_there()
    {
        Given.City.Find("庆阳县").ShouldBeNull();
        Given.City.NameOf("621022").ShouldBe("环县");
        Given.City.NameOf("999999").ShouldBe("999999");
        Given.City.CountyNames.ShouldBe("西峰区、环县");
    }

    [Theory]
    [InlineData("2024-06-30", "2024-06-30")]
    [InlineData(" 2024-02-29 ", "2024-02-29")]
    [InlineData(null, "2026-04-30")]
    [InlineData(" ", "2026-04-30")]
    public void Reads_a_day(string? text, string day)
    {
        Query.TryDay(text, Given.Clock, out var read).ShouldBeTrue();
        read.ShouldBe(Given.On(day));
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-6-30")]
    [InlineData("2024/06/30")]
    [InlineData("20240630")]
    [InlineData("30-06-2024")]
    [InlineData("２０２４-06-30")]
    [InlineData("今天")]
    public void Reads_no_other_writing_of_a_day(string text) => Query.TryDay(text, Given.Clock, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2026-04-30T15:59:59Z", "2026-04-30")]
    [InlineData("2026-04-30T16:00:00Z", "2026-05-01")]
    [InlineData("2026-05-01T00:00:00+08:00", "2026-05-01")]
    [InlineData("2026-04-30T23:59:59+08:00", "2026-04-30")]
    [InlineData("2025-12-31T11:00:00-05:00", "2026-01-01")]
    public void A_day_begins_at_midnight_in_Shanghai(string moment, string day)
    {
        var at = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

        BusinessDay.Of(at).ShouldBe(Given.On(day));
        BusinessDay.Today(new StandingClock(at)).ShouldBe(Given.On(day));
    }

    [Theory]
    [InlineData("ｑｙ-2024 -1", "QY-2024-1")]
    [InlineData("qy－1", "QY-1")]
    public void Agreement_numbers_are_compared_by_this_form(string number, string key) => AgreementNumber.Key(number).ShouldBe(key);

    [Fact]
    public void Only_another_version_is_past()
    {
        Seen.IsPast(null, 3).ShouldBeNull();
        Seen.IsPast(3, 3).ShouldBeNull();
        Seen.IsPast(2, 3).ShouldNotBeNull();
        Seen.IsPast(4, 3).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("张　三", "张三")]
    [InlineData(" 人工 智能 ", "人工智能")]
    [InlineData("ＡＩ 产业", "AI产业")]
    [InlineData("New  York", "New York")]
    [InlineData("", "")]
    public void Tidies_a_word_that_is_grouped_by(string written, string kept) => Spelling.Tidy(written).ShouldBe(kept);

    [Fact]
    public void Tidies_to_words_with_the_same_key() => Gen.String.Sample(text => Spelling.Key(Spelling.Tidy(text)) == Spelling.Key(text));

    [Theory]
    [InlineData("2024-06-30", "2024-06-30T15:59:59.9999999Z")]
    [InlineData("2024-06-30T12:00", "2024-06-30T04:00:00.0000000Z")]
    [InlineData("2024-06-30T12:00:00Z", "2024-06-30T12:00:00.0000000Z")]
    [InlineData("2024-06-30T12:00:00-03:00", "2024-06-30T15:00:00.0000000Z")]
    [InlineData("0001-01-01", "0001-01-01T15:59:59.9999999Z")]
    [InlineData("0001-01-01T07:59", null)]
    [InlineData("9999-12-31", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("2024-06-31", null)]
    [InlineData("2024-06", null)]
    [InlineData("12:00", null)]
    public void Takes_a_moment_by_the_clocks_of_Shanghai_and_a_day_for_its_end(string text, string? moment) =>
        (BusinessDay.TryMoment(text, out var read) ? read.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : null).ShouldBe(moment);
}
