using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>
/// npm packages carry no symbolic links and may lie where PostgreSQL's account cannot go (in a home, in /root): those programs
/// are copied into the data folder once, with their links, and run from there.
/// </summary>
internal static class BundledPrograms
{
    private const string ListOfLinks = "pg-symlinks.json";

    /// <summary>The folder itself, or that of the copy when it comes from npm.</summary>
    public static string MadeRunnable(string bin, ClusterFolder folder)
    {
        var native = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(bin));

        if (native is null || !File.Exists(Path.Combine(native, ListOfLinks)))
        {
            return bin;
        }

        var copy = Path.Combine(folder.Root, "programs-" + Fingerprint(native));

        if (!Directory.Exists(copy))
        {
            Copy(native, copy, unfinished: Path.Combine(folder.Root, "programs.unfinished"));
        }

        return Path.Combine(copy, "bin");
    }

    private static void Copy(string native, string copy, string unfinished)
    {
        Discard(unfinished); // of a process that was killed while copying

        try
        {
            foreach (var file in FilesOf(native))
            {
                var target = Path.Combine(unfinished, Path.GetRelativePath(native, file.FullName));
                UnixFile.MakeFolder(Path.GetDirectoryName(target)!, UnixFile.EveryoneReads);
                file.CopyTo(target);
                UnixFile.SetMode(target, UnixFile.EveryoneReads);
            }

            foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(Path.Combine(native, ListOfLinks)), JsonSerializerOptions.Web)!)
            {
                File.CreateSymbolicLink(Path.Combine(unfinished, Within(link.Target)), Path.GetFileName(link.Source));
            }

            Directory.Move(unfinished, copy);
        }
        catch
        {
            Discard(unfinished); // on a full disk it would take the very space that is to be freed
            throw;
        }
    }

    private static IEnumerable<FileInfo> FilesOf(string native) => new DirectoryInfo(native)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => file.LinkTarget is null);

    // Another version, or another build of the same one, is another copy: the server that runs keeps its own.
    private static string Fingerprint(string native)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        foreach (var file in FilesOf(native).OrderBy(x => x.FullName, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(native, file.FullName)} {file.Length}\n"));
        }

        hash.AppendData(File.ReadAllBytes(Path.Combine(native, "bin", "postgres")));

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The list names "native/lib/libpq.so.5".
    private static string Within(string listed) => listed["native/".Length..];

    private sealed record Link(string Source, string Target);
}
