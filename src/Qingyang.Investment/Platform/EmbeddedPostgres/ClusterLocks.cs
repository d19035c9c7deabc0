using System.Diagnostics;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>
/// Two files whose locks (flock) die with their process, so that none killed can block the others: start.lock is held while
/// starting or stopping, users.lock is shared by everyone who uses the server.
/// </summary>
internal static class ClusterLocks
{
    public static async Task<FileStream> StartingOrStopping(ClusterFolder folder, TimeSpan patience, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();

        while (waited.Elapsed < patience)
        {
            if (Alone(folder, "start.lock") is { } mine)
            {
                return mine;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        }

        throw PostgresUnavailableException.Busy(folder.Root, patience);
    }

    /// <summary>Only to be asked while holding start.lock: that is what keeps the answer true for a while.</summary>
    public static bool NobodyUses(ClusterFolder folder)
    {
        using var alone = Alone(folder, "users.lock");

        return alone is not null;
    }

    public static FileStream Use(ClusterFolder folder) => Open(folder, "users.lock", FileAccess.Read, FileShare.Read); // LOCK_SH

    private static FileStream? Alone(ClusterFolder folder, string name)
    {
        try
        {
            return Open(folder, name, FileAccess.ReadWrite, FileShare.None); // LOCK_EX
        }
        catch (IOException e) when (e.HResult is 11 or 35)
        {
            return null; // EWOULDBLOCK, of Linux and of macOS: someone has it
        }
    }

    private static FileStream Open(ClusterFolder folder, string name, FileAccess access, FileShare share)
    {
        var path = Path.Combine(folder.Root, name);
        var stream = new FileStream(path, FileMode.OpenOrCreate, access, share);
        UnixFile.GiveTo(folder.Account, path); // made by root, yet the account may start the server itself one day

        return stream;
    }
}
