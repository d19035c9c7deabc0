using Qingyang.Investment.Platform;

namespace Qingyang.Investment.People;

/// <summary>Somebody who may sign in (账户). The name is what they sign in with and what stands as recorder beside every event.</summary>
/// <param name="Stamp">Changes with password, role and state: whoever signed in under an older one has to sign in again.</param>
public sealed record Account(string Name, Role Role, Guid Stamp, bool IsDisabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSignedInAt)
{
    public const int LongestName = 40;

    public Actor Actor => new(Name, Role);

    /// <summary>How names are told to be the same: full width and case do not make another person.</summary>
    public static string Key(string? name) => Spelling.Key(name).ToUpperInvariant();

    /// <summary>A name of 1 to 40 letters, digits, points, lines or Chinese characters; the sentence where it is none.</summary>
    public static string? FaultOfName(string? name) =>
        Spelling.Key(name) is { Length: > 0 and <= LongestName } key && key.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '·')
            ? null
            : Say.Of("account.name");
}
