using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>The data folder (数据目录) of one cluster, and the account that the files in it belong to when we are root.</summary>
public sealed record ClusterFolder(string Root, Account? Account)
{
    /// <summary>The cluster itself; it appears complete, by a rename, or not at all.</summary>
    public string Data => DataIn(Root);

    /// <summary>
    /// A new place for initdb to work in. Each has its own: when we are killed, our initdb goes on for a while, and must not
    /// write into the work of the next one.
    /// </summary>
    public string NewUnfinished() => Path.Combine(Root, $"{Unfinished}{Guid.CreateVersion7():N}");

    /// <summary>What killed ones left behind: never a cluster that was used.</summary>
    public IEnumerable<string> LeftUnfinished() => Directory.EnumerateDirectories(Root, Unfinished + "*");

    public string Sockets => SocketsOf(Root);

    public string StartLog => Path.Combine(Data, "start.log");

    public bool HasData => File.Exists(VersionIn(Root));

    public int? Major => HasData
        ? int.Parse(File.ReadAllText(VersionIn(Root)).Trim(), CultureInfo.InvariantCulture)
        : null;

    public long FreeBytes => new DriveInfo(Root).AvailableFreeSpace;

    /// <summary>Makes the folder if it is not there, and finds out who shall own what is put into it.</summary>
    public static async Task<ClusterFolder> OpenAsync(string path, CancellationToken ct)
    {
        if (path.IndexOfAny(['"', '\'', '$', '`', '\\', '\n', '\r']) >= 0)
        {
            throw PostgresUnavailableException.UnusableName(path); // pg_ctl hands it to a shell
        }

        var root = Environment.IsPrivilegedProcess;
        UnixFile.MakeFolder(path, root ? UnixFile.EveryoneReads : UnixFile.OnlyOwner); // the account must get in
        path = UnixFile.RealPath(path);

        if (!root)
        {
            return new ClusterFolder(path, Account: null);
        }

        UnixFile.LetThrough(path); // a folder that mktemp made is closed to the account; nothing in it becomes readable by this

        var owner = File.Exists(VersionIn(path)) ? (await FolderOwner.OfAsync(DataIn(path), ct))?.Uid : null;

        if (owner is 0)
        {
            throw PostgresUnavailableException.OwnedByRoot(DataIn(path)); // a backup that root copied back, say
        }

        var account = Account.Choose(File.ReadLines("/etc/passwd"), owner) ?? throw PostgresUnavailableException.NoAccount(owner);
        var reach = await ProgramRun.Of("/bin/sh", ["-c", "cd \"$0\"", path], account, ct);

        return reach.Succeeded ? new ClusterFolder(path, account) : throw PostgresUnavailableException.NotReachable(path, account.Name);
    }

    /// <summary>
    /// The address of a Unix socket has 107 bytes (103 on macOS), and commas and colons mean something in a list of hosts:
    /// where the data folder does not fit, a folder in /tmp stands in, the same one for every process that uses this data.
    /// </summary>
    public static string SocketsOf(string root)
    {
        var inside = Path.Combine(root, "run");

        return Encoding.UTF8.GetByteCount(inside) <= 85 && inside.IndexOfAny([',', ':', ';', '=', '@']) < 0
            ? inside
            : $"/tmp/qingyang-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16]}";
    }

    /// <summary>The data folder whose sockets are there; null where they are not of an embedded PostgreSQL.</summary>
    public static string? RootOf(string sockets) => new[] { Path.GetDirectoryName(sockets), ClusterSettings.FromEnvironment().DataFolder }
        .FirstOrDefault(x => Directory.Exists(x) && File.Exists(VersionIn(x)) && UnixFile.RealPath(x) is var root && SocketsOf(root) == sockets);

    /// <summary>A folder that only the account may enter.</summary>
    public void MakePrivate(string folder)
    {
        UnixFile.MakeFolder(folder, UnixFile.OnlyOwner);
        UnixFile.SetMode(folder, UnixFile.OnlyOwner);
        UnixFile.GiveTo(Account, folder);
    }

    /// <summary>Anyone may make folders in /tmp, so one that stands there already is used only when it is ours alone.</summary>
    public async Task MakeSocketsAsync(CancellationToken ct)
    {
        UnixFile.MakeFolder(Sockets, UnixFile.OnlyOwner);

        if (await FolderOwner.OfAsync(Sockets, ct) is not { } owner
            || !owner.OthersCannotWrite
            || (owner.Uid != await FolderOwner.OurUidAsync(ct) && owner.Uid != Account?.Uid))
        {
            throw PostgresUnavailableException.UnsafeSockets(Sockets);
        }

        MakePrivate(Sockets);
    }

    /// <summary>
    /// Whole or not at all, and never through a link that the account may have put there: we may be root, it is not.
    /// </summary>
    public void Write(string file, string text)
    {
        var written = Path.Combine(Root, "file.unfinished");
        File.Delete(written);

        using (var stream = new FileStream(written, FileMode.CreateNew, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        UnixFile.SetMode(written, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        UnixFile.GiveTo(Account, written);
        File.Move(written, file, overwrite: true);
    }

    private const string Unfinished = "pg.unfinished-";

    private static string DataIn(string root) => Path.Combine(root, "pg");

    private static string VersionIn(string root) => Path.Combine(DataIn(root), "PG_VERSION");
}
