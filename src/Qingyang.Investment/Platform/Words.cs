using FluentValidation;

namespace Qingyang.Investment.Platform;

public static class Words
{
    /// <summary>Something that can be read stands there: white space and characters that nobody sees are nothing, as in a ledger.</summary>
    public static IRuleBuilderOptions<T, string?> IsFilledIn<T>(this IRuleBuilder<T, string?> text) => text.Must(x => Spelling.Key(x).Length > 0);

    /// <summary>Why something is overridden or corrected: required, and kept.</summary>
    public static IRuleBuilderOptions<T, string?> IsAReason<T>(this IRuleBuilder<T, string?> text) =>
        text.IsFilledIn().WithMessage(_ => Say.Of("reason.missing")).MaximumLength(500).WithMessage(_ => Say.Of("reason.long"));
}
