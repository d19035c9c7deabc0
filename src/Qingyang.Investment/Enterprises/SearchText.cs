using System.Text;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>
/// How names and codes are written down so that any part of them is found by trigrams. A trigram needs three characters, and two
/// are what people type: so each character of a name stands there three times (算算算科科科), and each initial twice (sskk).
/// </summary>
public static class SearchText
{
    /// <summary>The longest text that is looked for: the longest that a name may be.</summary>
    public const int Longest = 200;

    /// <summary>How what is known and what is typed are compared: half width, without spaces, lower case, 有限责任公司 as 有限公司.</summary>
    public static string Key(string? text)
    {
        var key = Spelling.Key(text).ToLowerInvariant().Replace("有限责任", "有限", StringComparison.Ordinal);

        return key.EndsWith("有限责", StringComparison.Ordinal) ? key[..^1] : key;   // still being typed
    }

    public static string OfName(string key) => Thrice(key) + string.Concat(PinyinInitials.Readings(key).Select(x => " " + Twice(x)));

    /// <summary>A code is long: three of its characters find it.</summary>
    public static string OfCode(string key) => key;

    public static string Thrice(string key) => Repeated(key, 3);

    public static string Twice(string initials) => Repeated(initials, 2);

    /// <summary>For LIKE: the text itself, whatever wildcards it holds.</summary>
    public static string Plain(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static string Repeated(string text, int times)
    {
        var repeated = new StringBuilder(text.Length * times);

        foreach (var rune in text.EnumerateRunes())
        {
            for (var i = 0; i < times; i++)
            {
                repeated.Append(rune.ToString());
            }
        }

        return repeated.ToString();
    }
}
