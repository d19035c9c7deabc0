namespace Qingyang.Investment.Benchmarks;

/// <summary>The most memory that an import takes, in a process that does nothing else, beside the size of what it reads.</summary>
public static class MemoryBenchmark
{
    public const string Name = "memory";

    private const double Megabyte = 1 << 20;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string data, ScaledLedger ledger, CancellationToken cancellation)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("qy-bench-ledger-").FullName, ledger.Name);

        try
        {
            await File.WriteAllBytesAsync(file, ledger.Content, cancellation);
            using var import = new OwnProcess(data, OwnProcess.FreeUrl(), "import", file, "--json");
            var (peak, seconds) = (0L, 0.0);
            seconds = await Samples.SecondsAsync(async () => peak = await import.PeakAsync(cancellation));

            return
            [
                new Figure(Name, "导入：内存峰值", Figure.Megabytes, peak / Megabyte, ledger.UnpackedBytes / Megabyte, "台账解压后"),
                new Figure(Name, "导入：./qy import 全程", Figure.Seconds, seconds),
            ];
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
