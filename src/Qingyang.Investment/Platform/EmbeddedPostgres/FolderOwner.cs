using System.Globalization;

namespace Qingyang.Investment.Platform.EmbeddedPostgres;

/// <summary>Whose a folder is, read from `ls -ldn`, which every Unix prints alike (.NET does not tell the owner).</summary>
public sealed record FolderOwner(uint Uid, bool OthersCannotWrite)
{
    public static async Task<FolderOwner?> OfAsync(string folder, CancellationToken ct)
    {
        var listed = await ProgramRun.Of("/bin/ls", ["-ldn", folder], account: null, ct);

        return listed.Succeeded ? Parse(listed.Output) : null;
    }

    public static async Task<uint> OurUidAsync(CancellationToken ct) =>
        uint.Parse((await ProgramRun.Of("/usr/bin/id", ["-u"], account: null, ct)).Output.Trim(), CultureInfo.InvariantCulture);

    /// <summary>From "drwx------ 2 101 104 4096 Nov 23 07:16 /tmp/x"; null for a link or a file.</summary>
    public static FolderOwner? Parse(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [['d', _, _, _, _, var group, _, _, var others, ..], _, var uid, ..]
        && long.TryParse(uid, CultureInfo.InvariantCulture, out var u)
            ? new FolderOwner(unchecked((uint)u), group != 'w' && others != 'w')
            : null;
}
