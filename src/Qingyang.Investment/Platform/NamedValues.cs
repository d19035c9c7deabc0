namespace Qingyang.Investment.Platform;

/// <summary>A value of a closed vocabulary as people choose it: the Chinese name is what is sent, the words are what they read.</summary>
public sealed record NamedValue(string Name, string Key)
{
    public string Words => Say.Of(Key);
}

/// <summary>
/// A closed vocabulary: the Chinese names that people write, and the value that each stands for. The names are what commands, files and
/// the command line take in any language; what a screen calls a value stands under <c>Enum.Value</c> among the words of <see cref="Say"/>.
/// </summary>
public sealed class NamedValues<T>(params (string Name, T Value)[] pairs) where T : struct, Enum
{
    /// <summary>The names, for what is kept and for the command line.</summary>
    public string All { get; } = string.Join('、', pairs.Select(x => x.Name));

    public IReadOnlyList<NamedValue> Choices { get; } = [.. pairs.Select(x => new NamedValue(x.Name, KeyOf(x.Value)))];

    /// <summary>The names that are taken, for a sentence: with what they mean where they are not in the reader's language.</summary>
    public string AllInWords => Say.List(Choices.Select(x => x.Words == x.Name ? x.Name : $"{x.Name} ({x.Words})"));

    public bool TryParse(string? text, out T value)
    {
        var key = text is null ? null : Spelling.Key(text);
        var found = Array.FindIndex(pairs, x => x.Name == key);
        value = found < 0 ? default : pairs[found].Value;

        return found >= 0;
    }

    /// <summary>Of text that has been validated.</summary>
    public T Parse(string text) => TryParse(text, out var value) ? value : throw new ArgumentException($"'{text}' is none of {All}.", nameof(text));

    public string NameOf(T value) => Array.Find(pairs, x => EqualityComparer<T>.Default.Equals(x.Value, value)).Name
        ?? throw new ArgumentOutOfRangeException(nameof(value), value, "No name for this value.");

    /// <summary>What a screen calls it.</summary>
    public string WordsOf(T value) => Say.Of(KeyOf(value));

    private static string KeyOf(T value) => $"{typeof(T).Name}.{value}";
}
