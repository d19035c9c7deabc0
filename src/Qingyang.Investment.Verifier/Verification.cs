using System.Diagnostics;
using Qingyang.Investment.Verifier.Checks;
using Qingyang.Investment.Verifier.Zip;

namespace Qingyang.Investment.Verifier;

/// <summary>Checks an evidence pack, step by step. What is wrong is told and the next step is done all the same, as far as it can be.</summary>
public static class Verification
{
    /// <param name="path">The pack.</param>
    /// <param name="anchor">A folder of notes, or one note, from outside the log's keeping.</param>
    /// <param name="key">A file of public keys that the auditor has from elsewhere.</param>
    /// <param name="limits">What the pack may ask of this machine.</param>
    /// <param name="progress">Is told how many events were read, and how many there are.</param>
    public static Report Of(string path, string? anchor = null, string? key = null, Limits? limits = null, Action<long, long>? progress = null)
    {
        var (report, started) = (new Report(path), Stopwatch.GetTimestamp());

        try
        {
            using var pack = PackFile.Open(path, limits ?? Limits.Usual);
            Check(new Checking(pack, report, limits ?? Limits.Usual, anchor, key, progress));
        }
        catch (UnreadablePackException e)
        {
            report.Unreadable = e.Message;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            report.Unreadable = Say.Of("zip.damaged", path);
        }

        report.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        return report;
    }

    private static void Check(Checking checking)
    {
        CheckingFiles.List(checking);

        if (checking.Report["files"].Wrongs > 0)
        {
            checking.Report["files"].Warn(Say.Of("files.stopped"));

            return;
        }

        CheckingNotes.Keys(checking);
        CheckingNotes.Checkpoints(checking);
        Anchors.Read(checking);

        if (checking.Manifest.Slice.IsAll)
        {
            ReadingAll.Run(checking);
            Coverage.Check(checking);
        }
        else
        {
            ReadingSlice.Run(checking);
            Consistency.Check(checking);
        }

        Streams.Check(checking);
        var definitions = CheckingFigures.ReadDefinitions(checking);
        CheckingFigures.Check(checking, definitions);

        if (!checking.Manifest.Slice.IsAll)
        {
            CheckingSlice.Check(checking, definitions);
        }

        CheckingFiles.Digests(checking);
    }
}
