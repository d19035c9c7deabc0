namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>Looks through the places of <see cref="ProgramsSearch"/> until programs are found that can serve this data.</summary>
internal static class ProgramsFinder
{
    public static async Task<PostgresPrograms> FindAsync(ClusterSettings settings, ClusterFolder folder, CancellationToken ct)
    {
        var places = ProgramsSearch.InOrder(settings.ProgramsFolder, settings.Search, NamesOfFoldersIn);
        var others = new List<string>();

        foreach (var place in places.Where(PostgresPrograms.StandIn))
        {
            var (found, answer) = await AskAsync(BundledPrograms.MadeRunnable(place, folder), folder.Account, ct);

            if (found is not null && PostgresPrograms.Choose([found], folder.Major) is { } chosen)
            {
                return chosen;
            }

            others.Add(found is null ? $"{place}（无法运行：{answer}）" : $"{found.Version}（{place}）");
        }

        throw folder.Major is { } major && others.Count > 0
            ? PostgresUnavailableException.OtherMajor(folder.Data, major, others)
            : PostgresUnavailableException.NotFound(others.Concat(places.Where(place => !PostgresPrograms.StandIn(place))));
    }

    // As the account that is to run it: what only root can reach is of no use.
    private static async Task<(PostgresPrograms? Found, string Answer)> AskAsync(string bin, Account? account, CancellationToken ct)
    {
        var run = await ProgramRun.Of(Path.Combine(bin, "postgres"), ["--version"], account, ct);

        return run.Succeeded && PostgresPrograms.ParseVersion(run.Output) is { } version
            ? (new PostgresPrograms(bin, version), run.Output)
            : (null, run.Errors.Trim());
    }

    private static IEnumerable<string> NamesOfFoldersIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(x => Path.GetFileName(x)) : [];
}
