using System.Globalization;
using System.Resources;

namespace Qingyang.Investment.Platform;

/// <summary>
/// What people read: every sentence stands in <c>Say.resx</c> (Chinese) and <c>Say.en.resx</c> under a key that speaks, and is said in the
/// language of whoever asked. What people type, what is kept and what leaves as a file is in Chinese whatever they read:
/// see <see cref="InChinese"/>.
/// </summary>
public static class Say
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");

    private static readonly ResourceManager Words = new(typeof(Say));

    /// <summary>The sentence under a key, with its values in the places {0}, {1}, … of it.</summary>
    public static string Of(string key, params ReadOnlySpan<object?> values)
    {
        var words = Words.GetString(key, CultureInfo.CurrentUICulture) ?? throw new ArgumentException($"Nothing is said under '{key}'.", nameof(key));

        return values.IsEmpty ? words : string.Format(CultureInfo.InvariantCulture, words, values);
    }

    /// <summary>Several words in a row, as a sentence lists them.</summary>
    public static string List(IEnumerable<string> words) => string.Join(Say.Of("list.comma"), words);

    /// <summary>Until it is disposed of, everything is said in Chinese: for what is kept, and for what others than the caller get to read.</summary>
    public static IDisposable InChinese()
    {
        var before = new Before(CultureInfo.CurrentUICulture);
        CultureInfo.CurrentUICulture = Chinese;

        return before;
    }

    /// <summary>Whoever chose no language is answered in Chinese, and so is all work in the background, whatever the machine's own language.</summary>
    public static void ChineseByDefault() => CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = Chinese;

    private sealed class Before(CultureInfo language) : IDisposable
    {
        public void Dispose() => CultureInfo.CurrentUICulture = language;
    }
}
