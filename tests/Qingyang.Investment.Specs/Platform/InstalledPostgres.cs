using System.Globalization;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Specs.Platform;

/// <summary>The PostgreSQLs on this machine: Debian's and the one from npm, say.</summary>
internal static class InstalledPostgres
{
    public static IReadOnlyList<string> Folders { get; } =
        [.. ProgramsSearch.InOrder(
            Environment.GetEnvironmentVariable("QY_PG_BIN"),
            ProgramsSearch.OfThisMachine(),
            folder => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(x => Path.GetFileName(x)) : [])
            .Where(PostgresPrograms.StandIn)];

    /// <summary>One folder for each major version, as initdb's own files tell it.</summary>
    public static IReadOnlyDictionary<int, string> ByMajor { get; } = Folders
        .Select(folder => (folder, major: MajorOf(folder)))
        .Where(x => x.major is not null)
        .DistinctBy(x => x.major)
        .ToDictionary(x => x.major!.Value, x => x.folder);

    // The first line of postgres.bki is "# PostgreSQL 18".
    private static int? MajorOf(string bin)
    {
        string[] shares = ["../share/postgresql", "../share", $"/usr/share/postgresql/{Path.GetFileName(Path.GetDirectoryName(bin))}"];

        return shares.Select(share => Path.Combine(bin, share, "postgres.bki")).FirstOrDefault(File.Exists) is { } file
            ? int.Parse(File.ReadLines(file).First().Split(' ')[^1], CultureInfo.InvariantCulture)
            : null;
    }
}
