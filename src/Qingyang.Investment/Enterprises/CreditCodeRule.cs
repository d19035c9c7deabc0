using FluentValidation;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

public static class CreditCodeRule
{
    /// <summary>Empty, or a code that holds against GB 32100-2015.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeACreditCode<T>(this IRuleBuilder<T, string?> code) => code
        .Must(x => string.IsNullOrWhiteSpace(x) || CreditCode.IsValid(CreditCode.Normalise(x)))
        .WithMessage(_ => Say.Of("creditCode.wrong"));
}
