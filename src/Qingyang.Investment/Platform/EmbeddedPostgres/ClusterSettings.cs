namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>Where the embedded PostgreSQL (内置数据库) keeps its data and where its programs may be found.</summary>
/// <param name="DataFolder">QY_DATA: holds the cluster, its sockets, its locks and the copy of npm's programs.</param>
/// <param name="ProgramsFolder">QY_PG_BIN: the folder of postgres, initdb and pg_ctl to be tried before all others.</param>
/// <param name="Database">Created when it is not there yet.</param>
/// <param name="Role">The one role; the accounts that may take it stand in pg_ident.conf.</param>
public sealed record ClusterSettings(
    string DataFolder, string? ProgramsFolder = null, string Database = "investment", string Role = "qingyang")
{
    /// <summary>Recovery after a crash reads the whole write-ahead log (up to 2 GB), so patience is right.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Where to look when <see cref="ProgramsFolder"/> has nothing; specs narrow it.</summary>
    public ProgramsSearch Search { get; init; } = ProgramsSearch.OfThisMachine();

    public static ClusterSettings FromEnvironment() => From(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        root: !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess,
        mac: OperatingSystem.IsMacOS());

    public static ClusterSettings From(Func<string, string?> environment, string home, bool root, bool mac) => new(
        Path.GetFullPath(Set(environment("QY_DATA")) ?? UsersDataFolder(environment, home, root, mac)),
        Set(environment("QY_PG_BIN")) is { } programs ? Path.GetFullPath(programs) : null);

    private static string UsersDataFolder(Func<string, string?> environment, string home, bool root, bool mac)
    {
        if (root)
        {
            return "/var/lib/qingyang";
        }

        if (mac)
        {
            return Path.Combine(home, "Library", "Application Support", "qingyang");
        }

        // The XDG base directory specification: a relative path is to be ignored.
        var shared = Set(environment("XDG_DATA_HOME")) is { } xdg && Path.IsPathRooted(xdg) ? xdg : Path.Combine(home, ".local", "share");

        return Path.Combine(shared, "qingyang");
    }

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
