namespace Qingyang.Investment.Platform;

/// <summary>A closed vocabulary: the Chinese names that people write, and the value that each stands for.</summary>
public sealed class NamedValues<T>(params (string Name, T Value)[] pairs) where T : struct, Enum
{
    /// <summary>The names, for a sentence.</summary>
    public string All { get; } = string.Join('、', pairs.Select(x => x.Name));

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
}
