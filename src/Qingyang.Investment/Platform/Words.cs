using System.Text;

namespace Qingyang.Investment.Platform;

/// <summary>How text is compared: full width is half width, and white space does not count.</summary>
public static class Words
{
    /// <summary>NFKC (Unicode UAX 15) with every white space taken out: what two texts are compared by, never what is shown.</summary>
    public static string Key(string text)
    {
        var normal = text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC);

        return normal.Any(char.IsWhiteSpace) ? string.Concat(normal.Where(c => !char.IsWhiteSpace(c))) : normal;
    }

    /// <summary>The text as written, without white space around it; null where nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
