using Npgsql;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>Turns what went wrong underneath into the one sentence for the user.</summary>
internal static class ServerTrouble
{
    private const long HardlyAnything = 32 << 20; // a server needs room for a segment of its log (16 MB) and some more

    /// <summary>A full disk often leaves no word in the log, since the log stands on it too: so the free space is asked as well.</summary>
    public static PostgresUnavailableException Explain(ClusterFolder folder, string said, Exception? cause = null) =>
        said.Contains("No space left on device", StringComparison.Ordinal)
        || said.Contains("Disk quota exceeded", StringComparison.Ordinal)
        || folder.FreeBytes < HardlyAnything
            ? PostgresUnavailableException.DiskFull(folder.Root, folder.FreeBytes, cause)
            : PostgresUnavailableException.DoesNotStart(folder.Data, said, cause);

    /// <summary>What the disk and the server may do to us; all else is a surprise and stays one.</summary>
    public static bool IsForeseen(Exception e) => e is IOException or UnauthorizedAccessException or NpgsqlException;

    public static PostgresUnavailableException Explain(ClusterFolder folder, Exception e) => e is UnauthorizedAccessException
        ? PostgresUnavailableException.NotWritable(folder.Root, e)
        : Explain(folder, $"{e.Message}\n{LastLines(folder)}", e);

    /// <summary>The end of what the server wrote before and after its log collector took over.</summary>
    public static string LastLines(ClusterFolder folder)
    {
        try
        {
            var log = Path.Combine(folder.Data, "log");
            var newest = Directory.Exists(log) ? Directory.EnumerateFiles(log).OrderByDescending(File.GetLastWriteTimeUtc).Take(1) : [];

            return string.Join('\n', newest.Append(folder.StartLog).Where(File.Exists).SelectMany(x => File.ReadLines(x).TakeLast(8)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
