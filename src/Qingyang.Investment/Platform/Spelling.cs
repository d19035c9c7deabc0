using System.Buffers;
using System.Globalization;
using System.Text;

namespace Qingyang.Investment.Platform;

/// <summary>How two texts that people typed are told to be the same.</summary>
public static class Spelling
{
    /// <summary>Where the characters of Chinese, Japanese and Korean begin (CJK Radicals Supplement).</summary>
    private const char Cjk = '\u2E80';

    /// <summary>What most texts are made of, and NFKC leaves as it is: visible ASCII, and unified ideographs (U+4E00 to U+9FFF).</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range(0x4E00, 0x9FFF - 0x4E00 + 1)).Select(x => (char)x)]);

    /// <summary>
    /// Unicode NFKC with white space taken out, and with it what cannot be seen: zero-width and control characters come along when staff
    /// copy from WeChat or a web page. Never throws: half a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Key(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var plain = Nfkc(text);

        foreach (var c in plain)
        {
            if (IsUnseen(c))
            {
                return string.Concat(plain.Where(x => !IsUnseen(x)));
            }
        }

        return plain;
    }

    /// <summary>The text as written, without white space around it; null where nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>
    /// A short word as it is kept and grouped by: half width, and no space beside a Chinese character, since 张　三 and 张三 are one
    /// person; between Latin words one space stays.
    /// </summary>
    public static string Tidy(string text)
    {
        var plain = string.Join(' ', Nfkc(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

        return plain.Contains(' ') ? string.Concat(plain.Where((c, i) => c != ' ' || (plain[i - 1] < Cjk && plain[i + 1] < Cjk))) : plain;
    }

    /// <summary>The same; null where nothing is left.</summary>
    public static string? TidyOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : Tidy(text);

    private static string Nfkc(string text)
    {
        try
        {
            return text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC);
        }
    }

    private static bool IsUnseen(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
