using System.Globalization;
using System.Text.RegularExpressions;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>A folder with postgres, initdb and pg_ctl, and the version that they call themselves.</summary>
public sealed partial record PostgresPrograms(string Folder, Version Version)
{
    /// <summary>The oldest version that our SQL is written for and tested on.</summary>
    public const int OldestMajor = 15;

    public string this[string program] => Path.Combine(Folder, program);

    /// <summary>Whether the library is there by which PostgreSQL, at its start, reads back what it held when it stopped: where it is named and is not, nothing starts.</summary>
    public bool HavePrewarm => ((string[])["../lib/postgresql", "../lib"]).Any(x =>
        ((string[])[".so", ".dylib"]).Any(suffix => File.Exists(Path.Combine(Folder, x, ServerConfiguration.Prewarm + suffix))));

    public static bool StandIn(string folder) =>
        ((string[])["postgres", "initdb", "pg_ctl"]).All(program => File.Exists(Path.Combine(folder, program)));

    /// <summary>
    /// The first of those found that can serve: for data that exists only its own major version can read it, for new data
    /// anything from <see cref="OldestMajor"/> on.
    /// </summary>
    public static PostgresPrograms? Choose(IEnumerable<PostgresPrograms> found, int? majorOfData) =>
        found.FirstOrDefault(x => majorOfData is { } major ? x.Version.Major == major : x.Version.Major >= OldestMajor);

    /// <summary>
    /// The first number in a text as a version that compares as numbers do (9 before 15, 15.9 before 15.18): from
    /// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "19beta1" or "postgresql@17".
    /// </summary>
    public static Version? ParseVersion(string text)
    {
        var match = FirstNumber().Match(text);

        return match.Success && int.TryParse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture, out var major)
            ? new Version(major, int.TryParse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture, out var minor) ? minor : 0)
            : null;
    }

    [GeneratedRegex(@"(?<major>\d+)(\.(?<minor>\d+))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstNumber();
}
