using FluentValidation;

namespace Qingyang.Investment.Platform;

public static class Words
{
    /// <summary>Something that can be read stands there: white space and characters that nobody sees are nothing, as in a ledger.</summary>
    public static IRuleBuilderOptions<T, string?> IsFilledIn<T>(this IRuleBuilder<T, string?> text) => text.Must(x => Spelling.Key(x).Length > 0);
}
