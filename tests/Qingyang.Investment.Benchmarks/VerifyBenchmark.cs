using System.Diagnostics;
using Qingyang.Investment.Verifier;
using Qingyang.Investment.Verifier.Tree;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Checking an evidence pack of a million events, in a process that does nothing else, beside hashing the same leaves and trees and nothing more.</summary>
public static class VerifyBenchmark
{
    public const string Name = "verify";

    private const int Enterprises = 125_000, Different = 20_000;
    private const double Megabyte = 1 << 20;

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("qy-bench-pack-").FullName;

        try
        {
            var (pack, path) = (new BigPack(Enterprises), Path.Combine(folder, "pack.zip"));
            await pack.WriteAsync(path, cancellation);
            var report = Verification.Of(path);

            if (report.ExitCode != 0)
            {
                throw new WrongAnswerException(report.Unreadable ?? report.First!.Sentence);
            }

            using var process = new OwnProcess(folder, OwnProcess.FreeUrl(), "verify", path, "--json");
            var (peak, seconds) = (0L, 0.0);
            seconds = await Samples.SecondsAsync(async () => peak = await process.PeakAsync(cancellation));

            return
            [
                new Figure(Name, "核验证据包", Figure.PerSecond, pack.Events / report.Seconds, pack.Events / await HashAsync(pack.Events), "只算哈希"),
                new Figure(Name, "核验：./qy verify 全程", Figure.Seconds, seconds),
                new Figure(Name, "核验：内存峰值", Figure.Megabytes, peak / Megabyte, new FileInfo(path).Length / Megabyte, "证据包"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Both hashes of every leaf and both trees, on two threads: what nobody who checks can do without. In seconds.</summary>
    private static async Task<double> HashAsync(long events)
    {
        var leaves = BigPack.SomeLeaves(Different);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Task.Run(() => Tree(TreeHash.Sha256())), Task.Run(() => Tree(TreeHash.Sm3())));

        return Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Tree(TreeHash hash)
        {
            var (tree, leaf) = (new MerkleTree(hash), new byte[TreeHash.Size]);

            for (var i = 0L; i < events; i++)
            {
                hash.Hash(leaves[(int)(i % leaves.Count)], leaf);
                tree.Add(leaf);
            }
        }
    }
}
