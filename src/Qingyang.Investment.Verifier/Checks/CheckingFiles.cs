namespace Qingyang.Investment.Verifier.Checks;

/// <summary>The manifest, that the zip holds what it lists and nothing else, and in the end that every file is what was listed.</summary>
public static class CheckingFiles
{
    private static readonly string[] OfEvery = ["events.ndjson", "keys.txt", "definitions.json", "figures.json", "figures.csv", "enterprises.csv", "README.html"];
    private static readonly string[] OfAll = ["leaves-sha256.bin", "leaves-sm3.bin"];
    private static readonly string[] OfSlices = ["proofs.ndjson", "consistency.ndjson"];

    public static void List(Checking checking)
    {
        var step = checking.Report.Begin("files");

        if (!checking.Pack.Has(Manifest.Name))
        {
            throw new UnreadablePackException(Say.Of("manifest.missing"));
        }

        var manifest = checking.Manifest = Manifest.Read(checking.Pack.ReadAll(Manifest.Name, checking.Limits.SmallFileBytes));
        var listed = manifest.Files.Select(x => x.Name).ToHashSet(StringComparer.Ordinal);

        foreach (var name in checking.Pack.Twice.Concat(manifest.Files.GroupBy(x => x.Name).Where(x => x.Count() > 1).Select(x => x.Key)))
        {
            step.Wrong(Say.Of("files.twice", name));
        }

        foreach (var name in listed.Where(x => !checking.Pack.Has(x)).Order(StringComparer.Ordinal))
        {
            step.Wrong(Say.Of("files.gone", name));
        }

        foreach (var name in checking.Pack.Names.Where(x => x != Manifest.Name && !listed.Contains(x)).Order(StringComparer.Ordinal))
        {
            step.Wrong(Say.Of("files.extra", name));
        }

        foreach (var name in OfEvery.Concat(manifest.Slice.IsAll ? OfAll : OfSlices).Where(x => !listed.Contains(x)))
        {
            step.Wrong(Say.Of("files.needed", name));
        }

        step.Done(Say.Of("files.done", manifest.City, Roots.Time(manifest.MadeAt), manifest.MadeBy, Say.Of("slice." + (IsKnown(manifest.Slice.Kind) ? manifest.Slice.Kind : "unknown")), manifest.Position, manifest.Files.Count));

        if (!IsKnown(manifest.Slice.Kind))
        {
            step.Wrong(Say.Of("slice.wrong", manifest.Slice.Kind));
        }

        step.Warn(Say.Of("files.claims"));
    }

    public static void Digests(Checking checking)
    {
        var step = checking.Report.Begin("digests");

        foreach (var listed in checking.Manifest.Files.DistinctBy(x => x.Name).Where(x => checking.Pack.Has(x.Name)))
        {
            if (!checking.Pack.Measured.ContainsKey(listed.Name))
            {
                using var file = checking.Pack.OpenFile(listed.Name);
                file.Drain();
            }

            var measured = checking.Pack.Measured[listed.Name];

            if (measured.Bytes != listed.Bytes)
            {
                step.Wrong(Say.Of("digests.bytes", listed.Name, listed.Bytes, measured.Bytes));
            }
            else if (!Convert.ToHexStringLower(measured.Sha256).Equals(listed.Sha256, StringComparison.Ordinal))
            {
                step.Wrong(Say.Of("digests.differ", listed.Name));
            }
        }

        step.Done(Say.Of("digests.done", checking.Manifest.Files.Count));
    }

    private static bool IsKnown(string kind) => kind is "all" or "enterprise" or "county" or "period" or "figure";
}
