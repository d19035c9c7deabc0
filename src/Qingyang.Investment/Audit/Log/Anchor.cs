using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Qingyang.Investment.Platform.EmbeddedPostgres;

namespace Qingyang.Investment.Audit.Log;

/// <summary>
/// The folder outside of the database where every checkpoint is put (存证), one file each, and none is ever changed: <c>log id/suite-size.txt</c>. What it
/// holds, whoever has the database cannot take back, if it lies where they cannot write. Old files may be moved away; the newest are read.
/// </summary>
/// <param name="folder">Made when it is not there.</param>
public sealed class Anchor(string folder)
{
    public const string Variable = "QY_ANCHOR";

    private const string Extension = ".txt";

    /// <summary>What <see cref="Variable"/> names, else a folder beside the embedded PostgreSQL; null where neither is.</summary>
    public static Anchor? Of(IConfiguration configuration, string connectionString)
    {
        if (configuration[Variable] is { Length: > 0 } named)
        {
            return new Anchor(Path.GetFullPath(named));
        }

        var sockets = new NpgsqlConnectionStringBuilder(connectionString).Host;

        return !OperatingSystem.IsWindows() && sockets is not null && ClusterFolder.RootOf(sockets) is { } data ? new Anchor(Path.Combine(data, "anchor")) : null;
    }

    /// <summary>The note of the largest size under that suite, and the file that it is in; null where there is none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public async Task<(string File, string Note)?> NewestAsync(string logId, ISuite suite, CancellationToken cancellation)
    {
        var own = FolderOf(logId);

        if (!Directory.Exists(own))
        {
            return null;
        }

        var newest = Directory.EnumerateFiles(own, $"{suite.Name}-*{Extension}").Select(x => (File: x, Size: SizeOf(x, suite))).Where(x => x.Size is not null).MaxBy(x => x.Size).File;

        return newest is null ? null : (Path.GetFileName(newest), await File.ReadAllTextAsync(newest, cancellation));
    }

    /// <summary>On the disk, whole, under its name, when this comes back.</summary>
    /// <exception cref="IOException">It could not be written, or is there already.</exception>
    public void Put(string logId, ISuite suite, long size, string note)
    {
        var own = FolderOf(logId);
        Directory.CreateDirectory(own);
        var name = Path.Combine(own, string.Create(CultureInfo.InvariantCulture, $"{suite.Name}-{size}{Extension}"));
        var unfinished = name + ".unfinished";

        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(note));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, name, overwrite: false);
    }

    private string FolderOf(string logId) => Path.Combine(folder, Path.GetFileName(logId));

    private static long? SizeOf(string file, ISuite suite) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file)[(suite.Name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
}
