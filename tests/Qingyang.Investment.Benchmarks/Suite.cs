namespace Qingyang.Investment.Benchmarks;

/// <summary>Runs the benchmarks at one scale, in the order in which they need each other: those on the imported city after its import.</summary>
public sealed class Suite(int scale, string? only, Action<string> tell)
{
    public static readonly string[] Names =
    [
        StartBenchmark.Name, MemoryBenchmark.Name, ImportBenchmark.Name, RebuildBenchmark.Name, ReplayBenchmark.Name, SealingBenchmark.Name, FunnelBenchmark.Name, ListBenchmark.Name, PagesBenchmark.Name,
        CommandsBenchmark.Name, FindBenchmark.Name, VerifyBenchmark.Name,
    ];

    private readonly List<Figure> figures = [];

    public async Task<Measured> RunAsync(CancellationToken cancellation)
    {
        tell($"正在准备 {scale} 倍的台账……");
        var ledger = ScaledLedger.Of(Places.Demo, scale);

        if (Wants(StartBenchmark.Name) || Wants(MemoryBenchmark.Name))
        {
            await InProcessesAsync(ledger, cancellation);
        }

        // A log of a size of its own: it needs no city, and does not grow with it.
        await (scale == 1 ? AddAsync(VerifyBenchmark.Name, () => VerifyBenchmark.RunAsync(cancellation)) : Task.CompletedTask);

        return new Measured(scale, only is StartBenchmark.Name or MemoryBenchmark.Name or VerifyBenchmark.Name ? null : await InCityAsync(ledger, cancellation), figures);
    }

    /// <summary>What the product does as a process of its own: all of it in one data folder, first empty, then with the city in it.</summary>
    private async Task InProcessesAsync(ScaledLedger ledger, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("qy-bench-data-").FullName;

        try
        {
            await AddAsync(StartBenchmark.Name, () => StartBenchmark.ColdAsync(data, cancellation));
            await AddAsync(MemoryBenchmark.Name, () => MemoryBenchmark.RunAsync(data, ledger, cancellation));
            await AddAsync(StartBenchmark.Name, () => StartBenchmark.WarmAsync(data, cancellation));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task<long> InCityAsync(ScaledLedger ledger, CancellationToken cancellation)
    {
        await using var bed = await Bed.StartAsync(cancellation);

        // The city is needed whatever is measured in it.
        tell("正在测 import……");
        var import = await ImportBenchmark.RunAsync(bed, ledger, scale, cancellation);
        figures.AddRange(Wants(ImportBenchmark.Name) ? import : []);
        var events = await bed.EventsAsync(cancellation);
        await AddAsync(RebuildBenchmark.Name, () => RebuildBenchmark.RunAsync(bed, cancellation));
        await AddAsync(ReplayBenchmark.Name, () => ReplayBenchmark.RunAsync(bed, cancellation));
        await AddAsync(SealingBenchmark.Name, () => SealingBenchmark.RunAsync(bed, cancellation));
        await AddAsync(FunnelBenchmark.Name, () => FunnelBenchmark.RunAsync(bed, cancellation));
        await AddAsync(ListBenchmark.Name, () => ListBenchmark.RunAsync(bed, cancellation));
        await AddAsync(PagesBenchmark.Name, () => PagesBenchmark.RunAsync(bed, cancellation));
        await AddAsync(CommandsBenchmark.Name, () => CommandsBenchmark.RunAsync(bed, cancellation));
        await AddAsync(FindBenchmark.Name, () => FindBenchmark.RunAsync(bed, cancellation));   // last: it fills the read models with more than the log holds

        return events;
    }

    private bool Wants(string name) => only is null || only == name;

    private async Task AddAsync(string name, Func<Task<IReadOnlyList<Figure>>> benchmark)
    {
        if (Wants(name))
        {
            tell($"正在测 {name}……");
            figures.AddRange(await benchmark());
        }
    }
}
