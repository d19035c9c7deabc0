using System.Runtime.InteropServices;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>Modes of files, and the calls of the C library that .NET does not offer. Windows is refused before all this.</summary>
internal static class UnixFile
{
    public const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public const UnixFileMode EveryoneReads = OnlyOwner
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

#pragma warning disable CA1416 // not on Windows
    /// <summary>A folder that stands there already keeps its mode.</summary>
    public static void MakeFolder(string path, UnixFileMode mode) => Directory.CreateDirectory(path, mode);

    public static void SetMode(string path, UnixFileMode mode) => File.SetUnixFileMode(path, mode);

    public static void LetThrough(string folder) =>
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
#pragma warning restore CA1416

    /// <summary>One spelling of a folder, without links: the server is recognised by it.</summary>
    public static string RealPath(string path)
    {
        var found = realpath(path, 0);

        if (found == 0)
        {
            throw Failed("realpath", path);
        }

        try
        {
            return Marshal.PtrToStringUTF8(found)!;
        }
        finally
        {
            free(found);
        }
    }

    /// <summary>Gives a file away; where it is a link, the link and not what it points to.</summary>
    public static void GiveTo(Account? account, string path)
    {
        if (account is not null && lchown(path, account.Uid, account.Gid) != 0)
        {
            throw Failed("chown", path);
        }
    }

    /// <summary>Makes a rename in this folder survive a power failure.</summary>
    public static void FlushFolder(string path)
    {
        var handle = open(path, 0);

        if (handle < 0)
        {
            throw Failed("open", path);
        }

        _ = fsync(handle); // some file systems know no fsync of a folder; those order renames themselves
        _ = close(handle);
    }

    private static IOException Failed(string call, string path) => new($"{call} {path}: {Marshal.GetLastPInvokeErrorMessage()}");

#pragma warning disable IDE1006, CA2101 // names of the C library; narrow strings are UTF-8, and marked so
    [DllImport("libc", SetLastError = true)]
    private static extern nint realpath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint buffer);

    [DllImport("libc")]
    private static extern void free(nint memory);

    [DllImport("libc", SetLastError = true)]
    private static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint uid, uint gid);

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    private static extern int fsync(int handle);

    [DllImport("libc")]
    private static extern int close(int handle);
#pragma warning restore IDE1006, CA2101
}
