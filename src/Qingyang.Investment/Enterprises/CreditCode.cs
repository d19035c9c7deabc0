using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>
/// 统一社会信用代码 by GB 32100-2015: 18 of 31 characters (no I, O, S, V, Z). The last is a check character:
/// C18 = (31 − Σ Ci·Wi mod 31) mod 31 with Wi = 3^(i−1) mod 31 for i = 1…17. 31 is prime and no weight is zero, so every single wrong
/// character shows. The parts inside (registering office, region, organisation code) are not judged.
/// </summary>
public static class CreditCode
{
    public const int Length = 18;

    /// <summary>The characters of the standard; a character's value is its place here, 0 to 30.</summary>
    public const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>NFKC, white space out, upper case. Never mends: O stays O, however likely 0 was meant.</summary>
    public static string Normalise(string? written) => Spelling.Key(written).ToUpperInvariant();

    /// <summary>Judges a normalised code: its length, its characters and its check character.</summary>
    public static bool IsValid(string code) => code.Length == Length && CheckCharacter(code) == code[^1];

    /// <summary>The check character that belongs to the first 17; null where one of them is not in the standard.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> code)
    {
        var sum = 0;

        for (var i = 0; i < Weights.Length; i++)
        {
            var value = Characters.IndexOf(code[i], StringComparison.Ordinal);

            if (value < 0)
            {
                return null;
            }

            sum += value * Weights[i];
        }

        return Characters[(31 - (sum % 31)) % 31];
    }
}
