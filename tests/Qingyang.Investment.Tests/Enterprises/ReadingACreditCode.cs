using CsCheck;
using Qingyang.Investment.Enterprises;

namespace Qingyang.Investment.Tests.Enterprises;

public sealed class ReadingACreditCode
{
    private static readonly Gen<string> Valid =
        Gen.Char[CreditCode.Characters].Array[17].Select(x => new string(x)).Select(x => x + CreditCode.CheckCharacter(x));

    [Theory]
    [InlineData("91350100M000100Y43")] // the example of the standard
    [InlineData("91350200776049653A")]
    [InlineData("91440101MA5CJQ4N59")]
    [InlineData("91350200MA2YJ1XR9G")]
    [InlineData("123502001549897397")]
    [InlineData("91140791MACD74A11P")]
    public void Is_valid_with_its_check_character(string code) => CreditCode.IsValid(code).ShouldBeTrue();

    [Theory]
    [InlineData("91350203M0001QAY9B")] // stands in a public list of valid ones, and is not
    [InlineData("")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("9135O100M000100Y43")] // letter O
    [InlineData("91350100m000100y43")] // not normalised
    [InlineData("IIIIIIIIIIIIIIIIII")]
    public void Is_not_valid_otherwise(string code) => CreditCode.IsValid(code).ShouldBeFalse();

    [Theory]
    [InlineData(" 91350100M000100Y43 ")]
    [InlineData("91350100m000100y43")]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData("9135 0100 M000 100Y 43")]
    [InlineData("91350100M000100Y43\u200B")]
    [InlineData("91350100M0\u00A000100Y43")]
    public void May_be_written_in_any_width_case_and_spacing(string written) =>
        CreditCode.Normalise(written).ShouldBe("91350100M000100Y43");

    [Fact]
    public void Does_not_take_a_letter_O_for_a_zero() => CreditCode.IsValid(CreditCode.Normalise("9135O100M000100Y43")).ShouldBeFalse();

    [Fact]
    public void Shows_every_single_wrong_character() =>
        Gen.Select(Valid, Gen.Int[0, 17], Gen.Int[1, 30]).Sample((code, place, step) =>
        {
            var value = CreditCode.Characters.IndexOf(code[place], StringComparison.Ordinal);
            var wrong = CreditCode.Characters[(value + step) % 31];

            CreditCode.IsValid(code).ShouldBeTrue();
            CreditCode.IsValid(code[..place] + wrong + code[(place + 1)..]).ShouldBeFalse();
        });
}
