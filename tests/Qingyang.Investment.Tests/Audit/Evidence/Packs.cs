using Qingyang.Investment.Verifier;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>Where tests about packs keep them, and how they have them checked.</summary>
public abstract class Packs : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("qy-packs-").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static SyntheticPack APack() => new(SyntheticLog.OfEverything());

    protected Report Check(SyntheticPack pack, string? anchor = null, string? key = null, Limits? limits = null) => Verification.Of(pack.Save(Folder), anchor, key, limits);

    /// <summary>A folder as the log's anchor is: every checkpoint of the pack, and its keys.</summary>
    protected string AnAnchor(SyntheticPack pack, bool keys = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, Guid.CreateVersion7().ToString(), "00112233445566ff")).FullName;

        foreach (var (name, note) in pack.Notes)
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(name)), note);
        }

        if (keys)
        {
            File.WriteAllText(Path.Combine(folder, "keys.txt"), pack.KeyLines);
        }

        return Path.GetDirectoryName(folder)!;
    }

    protected static string Told(Report report)
    {
        using var words = new StringWriter();
        Telling.Write(report, words);

        return words.ToString();
    }
}
