using System.Globalization;
using System.Resources;

namespace Qingyang.Investment.Verifier;

/// <summary>What the auditor reads, in Chinese: every sentence stands in <c>Say.resx</c> under a key that speaks.</summary>
public static class Say
{
    private static readonly ResourceManager Words = new(typeof(Say));

    /// <summary>The sentence under a key, with its values in the places {0}, {1}, … of it.</summary>
    public static string Of(string key, params ReadOnlySpan<object?> values)
    {
        var words = Words.GetString(key, CultureInfo.InvariantCulture) ?? throw new ArgumentException($"Nothing is said under '{key}'.", nameof(key));

        return values.IsEmpty ? words : string.Format(CultureInfo.InvariantCulture, words, values);
    }
}
