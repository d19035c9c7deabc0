using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>The unified social credit code (统一社会信用代码) of GB 32100-2015.</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public static string Normalise(string text) => Words.Key(text).ToUpperInvariant();

    /// <summary>18 characters; weights 3^(i-1) mod 31 on the first 17; the last is (31 - sum mod 31) mod 31.</summary>
    public static bool IsValid(string code)
    {
        if (code.Length != 18)
        {
            return false;
        }

        var (sum, weight) = (0, 1);

        for (var i = 0; i < 17; i++, weight = weight * 3 % 31)
        {
            if (Alphabet.IndexOf(code[i], StringComparison.Ordinal) is var value and >= 0)
            {
                sum += value * weight;
            }
            else
            {
                return false;
            }
        }

        return code[17] == Alphabet[(31 - (sum % 31)) % 31];
    }
}
