using FluentValidation;

namespace Qingyang.Investment.Enterprises;

public static class CreditCodeRule
{
    /// <summary>Empty, or a code that holds against GB 32100-2015.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeACreditCode<T>(this IRuleBuilder<T, string?> code) => code
        .Must(x => string.IsNullOrWhiteSpace(x) || CreditCode.IsValid(CreditCode.Normalise(x)))
        .WithMessage("统一社会信用代码不正确：应为 18 位，校验位要相符（不用 I、O、S、V、Z；注意 0 与 O、1 与 I）。请对照营业执照修改。");
}
